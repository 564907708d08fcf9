import { describe, expect, test } from "@jest/globals";
import type { CreateAuthChallengeTriggerEvent } from "aws-lambda";
import { REFUSALS } from "../../../../libs/messages/refusals.ts";
import { createChallenge } from "../../../../libs/otp/create-challenge.ts";

type Settings = Parameters<typeof createChallenge>[1];

/** The first challenge needs neither a table nor a user. */
const create = (session: unknown, settings: Pick<Settings, "mailFrom" | "smsCountries" | "linkOrigins">) =>
  createChallenge(
    { request: { session } } as CreateAuthChallengeTriggerEvent,
    settings as Settings,
    Date.UTC(2026, 0, 15, 12),
  );
const mailFrom = "no-reply@example.com";

describe("the first challenge", () => {
  test.each([
    [{ mailFrom, smsCountries: ["DE"], linkOrigins: [] }, "email sms"],
    [{ mailFrom, smsCountries: [], linkOrigins: [] }, "email"],
    [{ mailFrom, smsCountries: [], linkOrigins: ["https://app.example.com"] }, "email link"],
    [{ mailFrom: undefined, smsCountries: ["DE", "FR"], linkOrigins: ["https://app.example.com"] }, "sms"],
    [{ mailFrom: undefined, smsCountries: [], linkOrigins: [] }, ""],
  ])("offers the configured channels: %j", async (settings, channels) => {
    for (const session of [[], null, undefined]) {
      const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = await create(
        session,
        settings,
      );
      expect(publicChallengeParameters).toEqual({ challenge: "PROVIDE_AUTH_PARAMETERS", channels });
      expect(privateChallengeParameters).toEqual({
        challenge: "PROVIDE_AUTH_PARAMETERS",
        challengeId: expect.stringMatching(/^[\w-]{22}$/),
      });
      expect(challengeMetadata).toMatch(/^PARAMETERS:[\w-]{22}:[\w-]{43}$/);
    }
  });
});

test.each([
  ["failed", [{ challengeName: "SRP_A", challengeResult: false }]],
  ["continues with the password", [{ challengeName: "SRP_A", challengeResult: true }]],
])("there is none if the sign-in %s", async (_, session) => {
  await expect(create(session, { mailFrom, smsCountries: [], linkOrigins: [] })).rejects.toThrow(
    REFUSALS.signInOver,
  );
});
