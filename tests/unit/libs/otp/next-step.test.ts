import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renderMemory } from "../../../../libs/otp/challenge-memory.ts";
import { type AnsweredChallenge, nextStep, triggerFloor } from "../../../../libs/otp/next-step.ts";

const NOW = Date.UTC(2026, 0, 15, 12);
const LATER = NOW + 180_000;
const IDS = ["A".repeat(22), "B".repeat(22)];
const SEED = "s".repeat(43);
const DIGESTS = ["d".repeat(43), "e".repeat(43)];

const answered = (challengeName: string, challengeResult: boolean, challengeMetadata?: string | null) => ({
  challengeName,
  challengeResult,
  challengeMetadata,
});

const srp = answered("SRP_A", true);
const password = answered("PASSWORD_VERIFIER", true);
const totp = answered("SOFTWARE_TOKEN_MFA", true);
const parametersOf = (challengeId = IDS[0] ?? "") =>
  answered("CUSTOM_CHALLENGE", true, renderMemory({ kind: "parameters", challengeId, seed: SEED }));
const codeOf = (isRight: boolean, challengeId = IDS[0] ?? "", digest = DIGESTS[0] ?? "", expiresAt = LATER) =>
  answered(
    "CUSTOM_CHALLENGE",
    isRight,
    renderMemory({ kind: "code", isLink: false, challengeId, expiresAt, digest }),
  );

const kindAfter = (...session: AnsweredChallenge[]) => nextStep(session, NOW).kind;

describe("the order of a sign-in by code", () => {
  test.each([
    ["asks for the channel first", [], "parameters"],
    ["with a password asks for that first", [srp], "password"],
    ["asks for the channel after the password", [srp, password], "parameters"],
    ["asks for the code after the channel", [parametersOf()], "code"],
    ["asks again after a wrong one", [parametersOf(), codeOf(false)], "code"],
    ["asks again after two wrong ones", [parametersOf(), codeOf(false), codeOf(false)], "code"],
    ["ends with the third", [parametersOf(), codeOf(false), codeOf(false), codeOf(false)], "failure"],
    [
      "accepts no fourth, not even the right one",
      [parametersOf(), codeOf(false), codeOf(false), codeOf(false), codeOf(true)],
      "failure",
    ],
    ["signs in with the right one", [parametersOf(), codeOf(true)], "tokens"],
    ["signs in at the third try", [parametersOf(), codeOf(false), codeOf(false), codeOf(true)], "tokens"],
    ["signs in after a password", [srp, password, parametersOf(), codeOf(true)], "tokens"],
    ["signs in with the user's own factor after the password", [srp, password, totp], "tokens"],
    ["signs in with a text message from Cognito", [srp, password, answered("SMS_MFA", true)], "tokens"],
    ["signs in with a mail from Cognito", [srp, password, answered("EMAIL_OTP", true)], "tokens"],
    ["ends with a wrong factor", [srp, password, answered("SMS_MFA", false)], "failure"],
    ["refuses a factor without a password", [srp, totp], "failure"],
    ["refuses a factor in a sign-in without SRP", [totp], "failure"],
    ["refuses a password after the factor", [srp, totp, password], "failure"],
    ["does not continue after a factor", [srp, password, totp, parametersOf(), codeOf(true)], "failure"],
    ["refuses a factor after the channel", [srp, password, parametersOf(), totp], "failure"],
    ["does not accept a device as a factor", [srp, password, answered("DEVICE_SRP_AUTH", true)], "failure"],
    ["ends with a wrong password", [srp, answered("PASSWORD_VERIFIER", false)], "failure"],
    ["ends with failed SRP", [answered("SRP_A", false)], "failure"],
    [
      "ends with failed SRP, whatever follows",
      [answered("SRP_A", false), password, parametersOf(), codeOf(true)],
      "failure",
    ],
    [
      "refuses a password with another challenge's name",
      [srp, totp, parametersOf(), codeOf(true)],
      "failure",
    ],
    ["does not sign in with the password only", [srp, password, password], "failure"],
    ["refuses another challenge", [answered("SMS_MFA", true)], "failure"],
    ["refuses another challenge in between", [parametersOf(), answered("SMS_MFA", true)], "failure"],
    ["refuses a password without SRP", [password, parametersOf(), codeOf(true)], "failure"],
    [
      "refuses a challenge that the service did not create",
      [answered("CUSTOM_CHALLENGE", true, "ANSWER")],
      "failure",
    ],
    ["refuses a challenge without metadata", [answered("CUSTOM_CHALLENGE", true)], "failure"],
    ["refuses a code before the channel", [codeOf(true)], "failure"],
    ["refuses a code of another challenge", [parametersOf(), codeOf(true, IDS[1])], "failure"],
    ["does not continue after a right code", [parametersOf(), codeOf(true), codeOf(false)], "failure"],
    [
      "refuses a second code in one challenge",
      [parametersOf(), codeOf(false), codeOf(true, IDS[0], DIGESTS[1])],
      "failure",
    ],
    ["ends when the time is up", [parametersOf(), codeOf(false, IDS[0], DIGESTS[0], NOW)], "failure"],
  ])("%s", (_what, session, kind) => {
    expect(kindAfter(...session)).toBe(kind);
  });

  test("counts the tries that are left", () => {
    expect(nextStep([parametersOf()], NOW)).toMatchObject({ triesLeft: 3 });
    expect(nextStep([srp, password, parametersOf(), codeOf(false)], NOW)).toMatchObject({ triesLeft: 2 });
  });
});

/** Sessions that mostly follow the flow, so that the properties are meaningful. */
const anAnswer = fc.oneof(
  fc.constantFrom(srp, password, totp, parametersOf(), parametersOf(IDS[1])),
  fc.record({
    challengeName: fc.constant("CUSTOM_CHALLENGE"),
    challengeResult: fc.boolean(),
    challengeMetadata: fc.constantFrom(
      ...IDS.flatMap((id) => DIGESTS.map((digest) => codeOf(false, id, digest).challengeMetadata)),
    ),
  }),
  fc.record({
    challengeName: fc.oneof(fc.string(), fc.constantFrom("SRP_A", "SMS_MFA", "CUSTOM_CHALLENGE")),
    challengeResult: fc.boolean(),
    challengeMetadata: fc.option(fc.string()),
  }),
);
const sessions = fc.oneof(
  fc.array(anAnswer, { maxLength: 6 }),
  fc
    .tuple(fc.constantFrom([], [srp, password]), fc.array(anAnswer, { maxLength: 4 }))
    .map(([before, after]) => [...before, parametersOf(), ...after]),
);

type Session = Parameters<typeof nextStep>[0];

function byFactor(session: Session): void {
  expect(session.map(({ challengeResult }) => challengeResult)).toEqual([true, true, true]);
  expect(session.slice(0, 2)).toMatchObject([
    { challengeName: "SRP_A" },
    { challengeName: "PASSWORD_VERIFIER" },
  ]);
  expect(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]).toContain(session.at(-1)?.challengeName);
}

function byCode(session: Session): void {
  const last = session.at(-1);
  expect(last).toMatchObject({ challengeName: "CUSTOM_CHALLENGE", challengeResult: true });
  const id = /^CODE:([^:]+):/.exec(last?.challengeMetadata ?? "")?.[1] ?? "none";
  expect(session.some(({ challengeMetadata }) => challengeMetadata?.startsWith(`PARAMETERS:${id}:`))).toBe(
    true,
  );
  const codes = session.filter(({ challengeMetadata }) => challengeMetadata === last?.challengeMetadata);
  expect(codes.length).toBeLessThanOrEqual(3);
  expect(codes.filter(({ challengeResult }) => challengeResult)).toHaveLength(1);
}

describe("whatever was answered", () => {
  test("tokens come only after a right code as the last answer, or after the password and a second factor of Cognito's", () => {
    const ways = new Set<typeof byCode>();
    fc.assert(
      fc.property(sessions, (session) => {
        if (nextStep(session, NOW).kind !== "tokens") return;
        const way = session.at(-1)?.challengeName === "CUSTOM_CHALLENGE" ? byCode : byFactor;
        way(session);
        ways.add(way);
      }),
      // Both cases in every run.
      { numRuns: 5000, examples: [[[parametersOf(), codeOf(true)]], [[srp, password, totp]]] },
    );
    expect(ways).toEqual(new Set([byCode, byFactor]));
  });

  test("if it starts with SRP, no code is created before the right password", () => {
    let looked = 0;
    fc.assert(
      fc.property(sessions, (session) => {
        const step = nextStep(session, NOW);
        if (session[0]?.challengeName !== "SRP_A" || step.kind === "failure" || step.kind === "password") {
          return;
        }
        looked += 1;
        expect(session[1]).toMatchObject({ challengeName: "PASSWORD_VERIFIER", challengeResult: true });
      }),
      { numRuns: 5000, examples: [[[srp, password, parametersOf()]]] },
    );
    expect(looked).toBeGreaterThan(0);
  });

  test("a failed sign-in stays failed", () => {
    fc.assert(
      fc.property(sessions, anAnswer, (session, more) => {
        if (nextStep(session, NOW).kind !== "failure") return;
        expect(nextStep([...session, more], NOW).kind).toBe("failure");
      }),
      { numRuns: 5000 },
    );
  });
});

test("a trigger's minimum time is six tenths of the API's, in whole milliseconds", () => {
  expect([1, 1000, 1501].map(triggerFloor)).toEqual([1, 600, 901]);
});
