import { beforeAll, expect, test } from "@jest/globals";
import type { VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";
import { otpKey } from "../../../libs/activity/activity-keys.ts";
import { verifyAnswer } from "../../../libs/otp/verify-answer.ts";
import { patientActivityTable } from "../../support/worlds/activity-table.ts";
import { type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";
import { loadOtpCounts } from "../../support/worlds/otp-counts.ts";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

/** So many concurrent requests take longer here than a trigger waits. */
const table = patientActivityTable();

/** A running challenge as the verify trigger gets it. An attacker who replays a session can repeat it without limit. */
async function runningChallenge() {
  const email = await app.newPerson();
  const step = await app.ask(email);
  const code = app.codeFor(email);
  await app.answer(email, step, otherThan(code));
  const seen = app.events.findLast(({ trigger }) => trigger === "VerifyAuthChallengeResponse");
  const event = seen?.event as unknown as VerifyAuthChallengeResponseTriggerEvent;
  const verify = (challengeAnswer: string): Promise<boolean> =>
    verifyAnswer(
      { ...event, request: { ...event.request, challengeAnswer } },
      { table, triesPerDay: 50, linkValidFor: 900_000, answerMilliseconds: 1 },
      app.cloud.clock.now(),
    );
  const { challengeId = "" } = event.request.privateChallengeParameters;
  return { code, verify, challengeId };
}

const everyCodeBut = (code: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    String((Number(code) + 1 + index) % 1_000_000).padStart(6, "0"),
  );

test("of 200 concurrent wrong codes three are checked, and then not even the right one is accepted", async () => {
  const { code, verify, challengeId } = await runningChallenge();
  const verdicts = await Promise.all(everyCodeBut(code, 200).map(verify));
  expect(verdicts).not.toContain(true);
  const item = await table.get(otpKey(challengeId));
  expect(item).toMatchObject({ guesses: expect.objectContaining({ size: 3 }) });
  expect(app.output.join("").match(/"otp_mismatch":1/g)).toHaveLength(3);
  expect(await verify(code)).toBe(false);
});

test("of 100 concurrent right codes one is accepted and counted", async () => {
  const { code, verify } = await runningChallenge();
  const before = await loadOtpCounts(app);
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => verify(code)));
  expect(verdicts.filter(Boolean)).toHaveLength(1);
  expect(await loadOtpCounts(app)).toEqual({ ...before, used: before.used + 1 });
  expect(await verify(code)).toBe(false);
});

test("the same wrong code counts as one attempt, however often it is sent", async () => {
  const { code, verify } = await runningChallenge();
  for (let times = 0; times < 10; times += 1) expect(await verify(otherThan(code))).toBe(false);
  expect(await verify(code)).toBe(true);
});
