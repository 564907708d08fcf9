import { expect, jest, test } from "@jest/globals";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { resendAfter } from "../../../libs/limits/resend-after.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const START = Date.UTC(2026, 0, 15, 12);
const SENDS = { name: "otp", perHour: 5, pauseSeconds: 30 };

const ask = (seconds: number, subject: readonly string[] = ["ada@example.com", "192.0.2.1"]) =>
  resendAfter(table, SENDS, subject, START + seconds * 1000);

test("the pause doubles with each code, and is an hour after the last code of the hour", async () => {
  expect(await ask(0)).toBe(30);
  expect(await ask(30)).toBe(60);
  expect(await ask(90)).toBe(120);
  expect(await ask(210)).toBe(240);
  expect(await ask(450)).toBe(3600);
  expect(await ask(500)).toBe(3600);
  expect(await ask(4050)).toBe(30);
});

test("asking too soon returns the last pause and does not extend it", async () => {
  const subject = ["bob@example.com", "192.0.2.1"];
  for (const seconds of [0, 1, 29]) expect(await ask(seconds, subject)).toBe(30);
  expect(await ask(30, subject)).toBe(60);
  expect(await ask(89, subject)).toBe(60);
  expect(await ask(90, subject)).toBe(120);
});

test("requests of other clients, or for other addresses, have no effect", async () => {
  const mine = ["cy@example.com", "192.0.2.1"];
  await ask(0, mine);
  expect(await ask(30, mine)).toBe(60);
  expect(await ask(30, ["cy@example.com", "192.0.2.2"])).toBe(30);
  expect(await ask(30, ["dee@example.com", "192.0.2.1"])).toBe(30);
});

test("if the table does not answer, only the longer pause is lost", async () => {
  const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const missing = activityTable("no-such-table", { attempts: 1, timeout: 1000 });
  expect(await resendAfter(missing, SENDS, ["ada@example.com", "192.0.2.1"], START)).toBe(30);
  output.mockRestore();
});
