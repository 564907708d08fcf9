import { expect, test } from "@jest/globals";
import { issueAttestation, redeemAttestation } from "../../../libs/attestation/attestation.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const NOW = Date.UTC(2026, 10, 30);
const STATEMENT = { purpose: "confirm", subject: "ada@example.com" };

const issue = () => issueAttestation(table, STATEMENT, NOW);

const redeem = (attestation: string | undefined, change: Partial<typeof STATEMENT> = {}, after = 0) =>
  redeemAttestation(table, { ...STATEMENT, ...change, attestation }, NOW + after);

test("a trigger redeems what the API has just attested", async () => {
  expect(await redeem(await issue(), {}, 59_999)).toBe(true);
});

test("a second delivery of the same event redeems it again", async () => {
  const attestation = await issue();
  await redeem(attestation, {}, 1_000);
  expect(await redeem(attestation, {}, 16_000)).toBe(true);
});

test("it is used up seconds after the first redemption, however often it was redeemed since", async () => {
  const attestation = await issue();
  await redeem(attestation, {}, 1_000);
  await redeem(attestation, {}, 15_000);
  expect(await redeem(attestation, {}, 21_000)).toBe(false);
});

test("it expires after a minute", async () => {
  expect(await redeem(await issue(), {}, 60_000)).toBe(false);
});

test.each([
  ["purpose", { purpose: "passkey" }],
  ["account", { subject: "eve@example.com" }],
])("it is invalid for another %s, and stays valid for its own", async (_, change) => {
  const attestation = await issue();
  expect(await redeem(attestation, change)).toBe(false);
  expect(await redeem(attestation)).toBe(true);
});

test.each([undefined, "", "made-up", "STATEMENT"])("%j is not an attestation", async (made) => {
  await issue();
  expect(await redeem(made)).toBe(false);
});

test("each one is different", async () => {
  expect(await issue()).not.toBe(await issue());
});
