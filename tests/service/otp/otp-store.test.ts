import { expect, test } from "@jest/globals";
import { otpKey } from "../../../libs/activity/activity-keys.ts";
import { makeChallengeId, makeSecret } from "../../../libs/otp/one-time-code.ts";
import { otpStore } from "../../../libs/otp/otp-store.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const NOW = Date.UTC(2026, 0, 15, 12);
const time = { now: NOW, validFor: 180_000 };

const table = useActivityTable();
const store = otpStore(table);

/** A challenge with a code, and a function that tries the right code. */
async function issued() {
  const [challengeId, seed] = [makeChallengeId(), makeSecret()];
  await store.begin(challengeId, { channel: "email" }, NOW);
  const code = await store.issue(challengeId, seed, time);
  if (code === undefined) throw new Error("no code was issued");
  const guess = (now: number) =>
    store.guess(challengeId, { code: code.code, pepper: code.digest, maxTries: 3 }, now);
  return { ...code, challengeId, seed, guess };
}

test("a code that was sent is accepted until it expires or is used", async () => {
  const code = await issued();
  await code.noteDestination("ada@example.com");
  const checked = await code.guess(NOW + 179_999);
  expect(checked).toMatchObject({ channel: "email", digest: code.digest, tries: 1 });
  expect(checked?.wentTo("ada@example.com")).toBe(true);
  expect(checked?.wentTo("eve@example.com")).toBe(false);
  expect(await code.guess(NOW + 180_000)).toBeUndefined();
  expect(await store.use(code.challengeId)).toBe(true);
  expect(await store.use(code.challengeId)).toBe(false);
  expect(await code.guess(NOW)).toBeUndefined();
});

test.each([
  [
    "that was not sent",
    async ({ noteDestination }: { noteDestination: (address: undefined) => Promise<void> }) =>
      noteDestination(undefined),
  ],
  ["whose destination was never recorded", async () => {}],
])("a code %s is never accepted", async (_what, note) => {
  const code = await issued();
  await note(code);
  expect(await code.guess(NOW)).toBeUndefined();
});

test("that a code was not sent is on record", async () => {
  const code = await issued();
  await code.noteDestination(undefined);
  expect(await table.get(otpKey(code.challengeId))).toMatchObject({ unsent: true });
});

test("a challenge has one code: a second request gets the same one, marked as not new", async () => {
  const { challengeId, seed, ...first } = await issued();
  const second = await store.issue(challengeId, seed, { now: NOW + 1000, validFor: 180_000 });
  expect(second).toMatchObject({
    code: first.code,
    digest: first.digest,
    expiresAt: first.expiresAt,
    isNew: false,
  });
  expect(first.isNew).toBe(true);
});

test("the table does not reveal the code without the session's seed", async () => {
  const { challengeId, code } = await issued();
  // One time in a million the codes are equal.
  expect((await store.issue(challengeId, makeSecret(), time))?.code).not.toBe(code);
});

test("there is no code for a challenge that has not begun", async () => {
  expect(await store.issue(makeChallengeId(), makeSecret(), time)).toBeUndefined();
});

test("a challenge is kept for an hour after its code was created", async () => {
  const challengeId = makeChallengeId();
  await store.begin(challengeId, { channel: "sms" }, NOW);
  expect(await table.get(otpKey(challengeId))).toMatchObject({ expiresAt: NOW / 1000 + 3600 });
  await store.issue(challengeId, makeSecret(), { ...time, now: NOW + 60_001 });
  expect(await table.get(otpKey(challengeId))).toMatchObject({ expiresAt: NOW / 1000 + 3661 });
});

test("the channel that was chosen first stays", async () => {
  const challengeId = makeChallengeId();
  await store.begin(challengeId, { channel: "sms" }, NOW);
  await store.begin(challengeId, { channel: "email" }, NOW);
  expect(await store.issue(challengeId, makeSecret(), time)).toMatchObject({ channel: "sms" });
});

test("a challenge with an unknown channel is an error", async () => {
  const challengeId = makeChallengeId();
  await table.putNew({ ...otpKey(challengeId), channel: "pigeon", expiresAt: NOW });
  await expect(store.issue(challengeId, makeSecret(), time)).rejects.toThrow("a challenge without a channel");
});
