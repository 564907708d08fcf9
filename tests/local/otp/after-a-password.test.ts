import { randomBytes } from "node:crypto";
import { RespondToAuthChallengeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { g, power } from "../../../local/cognito/domain/srp-group.ts";
import { refusal } from "../../support/cognito-app.ts";
import { OTP_PASSWORD, type OtpApp, otherThan, type Step, startOtpApp } from "../../support/otp-app.ts";
import { proofOf, srpTimestamp } from "../../support/srp-client.ts";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** Begins with SRP, as `CUSTOM_WITH_SRP` of aws-amplify does, and proves the password. */
async function provePassword(username: string, password: string): Promise<Step> {
  const secret = randomBytes(32);
  const begun = await app.begin(username, { CHALLENGE_NAME: "SRP_A", SRP_A: power(g, secret).toString(16) });
  expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
  const challenge = begun.ChallengeParameters ?? {};
  const { SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = challenge;
  const timestamp = srpTimestamp(app.cloud.clock.now());
  const prover = { group: app.poolId.split("_")[1] ?? "", name: USER_ID_FOR_SRP, password };
  return app.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: proofOf(prover, challenge, { secret, timestamp }),
        TIMESTAMP: timestamp,
      },
    }),
  );
}

test("the right password brings no tokens but the question for the way; the right code does", async () => {
  const email = await app.newPerson();
  const first = await provePassword(email, OTP_PASSWORD);
  expect(first).toMatchObject({
    ChallengeName: "CUSTOM_CHALLENGE",
    ChallengeParameters: { challenge: "PROVIDE_AUTH_PARAMETERS" },
  });
  const second = await app.answer(email, first, '{"channel":"email"}');
  const third = await app.answer(email, second, otherThan(app.codeFor(email)));
  expect(third.AuthenticationResult).toBeUndefined();
  const { AuthenticationResult } = await app.answer(email, third, app.codeFor(email));
  expect(AuthenticationResult).toBeDefined();
});

test("a wrong password brings no code", async () => {
  const email = await app.newPerson();
  expect(await refusal(provePassword(email, "Wrong-Horse-9"))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
  expect(app.sentTo(email)).toEqual([]);
});
