import { randomBytes } from "node:crypto";
import {
  type ChallengeNameType,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { g, power } from "../../../local/cognito/domain/srp-group.ts";
import { proofOf, srpTimestamp } from "../../support/clients/srp-client.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import {
  OTP_PASSWORD,
  type OtpApp,
  otherThan,
  type Step,
  startOtpApp,
} from "../../support/worlds/otp-app.ts";
import { turnOnAuthenticator, turnOnTextMessages } from "../../support/worlds/otp-factors.ts";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

/** Starts with SRP, as `CUSTOM_WITH_SRP` of aws-amplify does, and verifies the password. */
async function verifyPassword(username: string, password: string): Promise<Step> {
  const secret = randomBytes(32);
  const begun = await app.begin(username, { CHALLENGE_NAME: "SRP_A", SRP_A: power(g, secret).toString(16) });
  expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
  const challenge = begun.ChallengeParameters ?? {};
  const { SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = challenge;
  const timestamp = srpTimestamp(app.cloud.clock.now());
  const prover = { group: app.poolId.split("_")[1] ?? "", name: USER_ID_FOR_SRP, password };
  return app.admin.send(
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

test("the right password leads to the choice of e-mail or SMS, not to tokens; the right code brings tokens", async () => {
  const email = await app.newPerson();
  const first = await verifyPassword(email, OTP_PASSWORD);
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

test("a wrong password sends no code", async () => {
  const email = await app.newPerson();
  expect(await refusal(verifyPassword(email, "Wrong-Horse-9"))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
  expect(app.sentTo(email)).toEqual([]);
});

/** Answers one of Cognito's own challenges. */
const answerOwn = (username: string, { ChallengeName, Session }: Step, responses: Record<string, string>) =>
  app.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: ChallengeName as ChallengeNameType,
      ChallengeResponses: { USERNAME: username, ...responses },
      Session,
    }),
  );

/** The session that the define trigger received last. */
const lastSession = () =>
  app.events.findLast(({ trigger }) => trigger === "DefineAuthChallenge")?.event.request;

const SIGN_IN_OVER = "NotAuthorizedException: Incorrect username or password.";

describe("a user with an authenticator app", () => {
  test("is asked for its code and signed in with it: no mail is sent", async () => {
    const email = await app.newPerson();
    const phone = await turnOnAuthenticator(app, email);
    const asked = await verifyPassword(email, OTP_PASSWORD);
    expect(asked).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const { AuthenticationResult } = await answerOwn(email, asked, {
      SOFTWARE_TOKEN_MFA_CODE: phone.code(),
    });
    expect(AuthenticationResult).toBeDefined();
    expect(lastSession()).toMatchObject({
      session: [
        { challengeName: "SRP_A", challengeResult: true },
        { challengeName: "PASSWORD_VERIFIER", challengeResult: true },
        { challengeName: "SOFTWARE_TOKEN_MFA", challengeResult: true },
      ],
    });
    expect(app.sentTo(email)).toEqual([]);
  });

  test("is not signed in with a wrong code of it, and not asked for a mailed one instead", async () => {
    const email = await app.newPerson();
    const phone = await turnOnAuthenticator(app, email);
    const asked = await verifyPassword(email, OTP_PASSWORD);
    for (const _try of [1, 2, 3]) {
      expect(await refusal(answerOwn(email, asked, { SOFTWARE_TOKEN_MFA_CODE: phone.wrongCode() }))).toMatch(
        /^CodeMismatchException/,
      );
    }
    expect(await refusal(app.answer(email, { ...asked, ChallengeName: "CUSTOM_CHALLENGE" }, "{}"))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    expect(app.sentTo(email)).toEqual([]);
  });

  test("gets no mail and no valid code, even if Cognito did not ask for the app", async () => {
    const email = await app.newPerson();
    const before = await verifyPassword(email, OTP_PASSWORD);
    expect(before).toMatchObject({ ChallengeParameters: { challenge: "PROVIDE_AUTH_PARAMETERS" } });
    await turnOnAuthenticator(app, email);
    const step = await app.answer(email, before, '{"channel":"email"}');
    expect(step).toMatchObject({ ChallengeParameters: { challenge: "ONE_TIME_CODE", triesLeft: "3" } });
    expect(app.sentTo(email)).toEqual([]);
    expect(app.output.join("")).toContain('"reason":"second factor"');
    const second = await app.answer(email, step, "000000");
    const third = await app.answer(email, second, "000001");
    expect(await refusal(app.answer(email, third, "000002"))).toBe(SIGN_IN_OVER);
  });
});

describe("a user whose second factor is text messages", () => {
  const NUMBER = "+4915112345690";

  test("is asked for Cognito's code and signed in with it: none of ours is sent", async () => {
    const email = await app.newPerson();
    await turnOnTextMessages(app, email, NUMBER);
    const asked = await verifyPassword(email, OTP_PASSWORD);
    expect(asked).toMatchObject({ ChallengeName: "SMS_MFA" });
    const { AuthenticationResult } = await answerOwn(email, asked, { SMS_MFA_CODE: app.codeFor(NUMBER) });
    expect(AuthenticationResult).toBeDefined();
    expect(app.sentTo(NUMBER)).toHaveLength(1);
    expect(app.sentTo(email)).toEqual([]);
  });

  test("learns nothing new without the password", async () => {
    const email = await app.newPerson();
    await turnOnTextMessages(app, email, NUMBER);
    const plain = await app.newPerson();
    const wrong = await Promise.all(
      [email, plain].map((name) => refusal(verifyPassword(name, "Wrong-Horse-9"))),
    );
    expect(wrong).toEqual([SIGN_IN_OVER, SIGN_IN_OVER]);
    const [asked, other] = await Promise.all([app.ask(email), app.ask(plain)]);
    expect(asked.ChallengeParameters).toEqual({
      ...other.ChallengeParameters,
      USERNAME: asked.ChallengeParameters?.USERNAME,
    });
  });
});
