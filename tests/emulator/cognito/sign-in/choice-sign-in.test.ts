import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminUpdateUserAttributesCommand,
  GetUserAuthFactorsCommand,
  type InitiateAuthCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { answerChallenge } from "../../../support/clients/srp-client.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  lastMessage,
  PASSWORD,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";
import { respond } from "../../../support/worlds/mfa-app.ts";
import { beginChoice, startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";
const NEW = "new@example.com";
const GHOST = "ghost@example.com";
const PHONE = "+12025550100";

async function appWithAda(): Promise<CognitoApp> {
  const app = await startPasswordlessApp();
  await signUpConfirmed(app, ADA);
  return app;
}

const adminGetUser = (app: CognitoApp, Username: string) =>
  app.server.admin.send(new AdminGetUserCommand({ UserPoolId: app.poolId, Username }));

const setAttribute = (app: CognitoApp, Name: string, Value: string) =>
  app.server.admin.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: app.poolId,
      Username: ADA,
      UserAttributes: [{ Name, Value }],
    }),
  );

/** Starts with a code, which leads to tokens or to another challenge. */
async function signInByCode(app: CognitoApp, name: string, expected: "tokens" | "a challenge" = "tokens") {
  const challenge = await beginChoice(app, name, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
  const code = { USERNAME: name, EMAIL_OTP_CODE: lastCode(app, name) };
  const answer = await respond(app, challenge, "EMAIL_OTP", code);
  expect(answer.AuthenticationResult === undefined).toBe(expected === "a challenge");
  return answer;
}

const wrong = "NotAuthorizedException: Incorrect username or password.";

describe("USER_AUTH without a preference", () => {
  test("offers the user's first factors", async () => {
    const app = await appWithAda();
    const offer = await beginChoice(app, ADA);
    expect(offer).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
    await setAttribute(app, "phone_number", PHONE);
    expect((await beginChoice(app, ADA)).AvailableChallenges).toEqual([
      "PASSWORD_SRP",
      "PASSWORD",
      "EMAIL_OTP",
      "SMS_OTP",
    ]);
  });

  test("accepts the choice, with the password at once or later", async () => {
    const app = await appWithAda();
    const along = await respond(app, await beginChoice(app, ADA), "SELECT_CHALLENGE", {
      ANSWER: "PASSWORD",
      PASSWORD,
    });
    expect(claimsOf(along.AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
    const later = await respond(app, await beginChoice(app, ADA), "SELECT_CHALLENGE", { ANSWER: "PASSWORD" });
    expect(later.ChallengeName).toBe("PASSWORD");
    expect((await respond(app, later, "PASSWORD", { PASSWORD })).AuthenticationResult).toBeDefined();
  });

  test("allows another choice after one that was not offered", async () => {
    const app = await appWithAda();
    const offer = await beginChoice(app, ADA);
    expect(await refusal(respond(app, offer, "SELECT_CHALLENGE", { ANSWER: "SMS_OTP" }))).toBe(
      "InvalidParameterException: Invalid challenge selected.",
    );
    const chosen = await respond(app, offer, "SELECT_CHALLENGE", { ANSWER: "EMAIL_OTP" });
    expect(chosen.ChallengeName).toBe("EMAIL_OTP");
  });

  test("offers an unknown user the same", async () => {
    const app = await appWithAda();
    const offer = await beginChoice(app, GHOST);
    expect(offer.AvailableChallenges).toEqual((await beginChoice(app, ADA)).AvailableChallenges);
    const responses = { USERNAME: GHOST, ANSWER: "PASSWORD", PASSWORD };
    expect(await refusal(respond(app, offer, "SELECT_CHALLENGE", responses))).toBe(wrong);
  });
});

describe("USER_AUTH with a preference", () => {
  test.each([
    ["PASSWORD", PASSWORD, "not refused"],
    ["PASSWORD", "Wrong-Horse-9", wrong],
  ])("%s %s: %s", async (PREFERRED_CHALLENGE, password, outcome) => {
    const app = await appWithAda();
    expect(await refusal(beginChoice(app, ADA, { PREFERRED_CHALLENGE, PASSWORD: password }))).toBe(outcome);
  });

  test("PASSWORD_SRP verifies the password", async () => {
    const app = await appWithAda();
    const secret = Buffer.alloc(32, 9);
    const answerSrp = (password: string, challenge: InitiateAuthCommandOutput) =>
      respond(
        app,
        challenge,
        "PASSWORD_VERIFIER",
        answerChallenge(app, secret, challenge.ChallengeParameters ?? {}, { password }),
      );
    const srp = { SRP_A: power(g, secret).toString(16) };
    const along = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD_SRP", ...srp });
    expect((await answerSrp(PASSWORD, along)).AuthenticationResult).toBeDefined();
    const asked = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD_SRP" });
    expect(asked.ChallengeName).toBe("PASSWORD_SRP");
    expect(await refusal(answerSrp("Wrong-Horse-9", await respond(app, asked, "PASSWORD_SRP", srp)))).toBe(
      wrong,
    );
  });

  test("EMAIL_OTP needs no password: a code, valid once, for a limited time", async () => {
    const app = await appWithAda();
    const challenge = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(challenge).toEqual({
      $metadata: expect.anything(),
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "a***@e***",
      },
      Session: expect.any(String),
    });
    expect(lastMessage(app, ADA)).toMatchObject({ source: "CustomMessage_Authentication" });
    const EMAIL_OTP_CODE = lastCode(app, ADA);
    expect(EMAIL_OTP_CODE).toMatch(/^\d{8}$/);
    const { AuthenticationResult } = await respond(app, challenge, "EMAIL_OTP", { EMAIL_OTP_CODE });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(respond(app, challenge, "EMAIL_OTP", { EMAIL_OTP_CODE }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const late = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(respond(app, late, "EMAIL_OTP", { EMAIL_OTP_CODE: lastCode(app, ADA) }))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("a wrong code may be corrected twice; an unknown user's code is always wrong, and never sent", async () => {
    const app = await appWithAda();
    const guess = (challenge: InitiateAuthCommandOutput, USERNAME: string, EMAIL_OTP_CODE: string) =>
      refusal(respond(app, challenge, "EMAIL_OTP", { USERNAME, EMAIL_OTP_CODE }));
    const mismatch = "CodeMismatchException: Invalid code or auth state for the user.";
    const challenge = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const outcomes = [];
    for (let tries = 0; tries < 3; tries += 1) {
      outcomes.push(await guess(challenge, ADA, wrongCode(app, ADA)));
    }
    outcomes.push(await guess(challenge, ADA, lastCode(app, ADA)));
    const sent = app.server.outbox.length;
    const ghost = await beginChoice(app, GHOST, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(app.server.outbox).toHaveLength(sent);
    expect(ghost).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: "g***@e***" },
    });
    expect(Object.keys(ghost.ChallengeParameters ?? {})).toEqual(
      Object.keys(challenge.ChallengeParameters ?? {}),
    );
    const ghosts = [];
    for (let tries = 0; tries < 4; tries += 1) ghosts.push(await guess(ghost, GHOST, "123456"));
    expect(outcomes).toEqual([
      mismatch,
      mismatch,
      mismatch,
      "NotAuthorizedException: Invalid session for the user.",
    ]);
    expect(ghosts).toEqual(outcomes);
  });

  test("limits codes per hour, also for unknown users", async () => {
    const app = await appWithAda();
    for (const name of [ADA, GHOST]) {
      for (let sent = 0; sent < 20; sent += 1) {
        await beginChoice(app, name, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
      }
      expect(await refusal(beginChoice(app, name, { PREFERRED_CHALLENGE: "EMAIL_OTP" }))).toBe(
        "TooManyRequestsException: Attempt limit exceeded, please try after some time.",
      );
    }
  });

  test("SMS_OTP sends the code to the phone", async () => {
    const app = await appWithAda();
    await setAttribute(app, "phone_number", PHONE);
    const challenge = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "SMS_OTP" });
    expect(challenge).toMatchObject({
      ChallengeName: "SMS_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: "+*******0100",
      },
    });
    const sms = (SMS_OTP_CODE: string) => respond(app, challenge, "SMS_OTP", { SMS_OTP_CODE });
    expect(await refusal(sms("00000000"))).toBe(
      "CodeMismatchException: Invalid code or auth state for the user.",
    );
    expect((await sms(lastCode(app, PHONE))).AuthenticationResult).toBeDefined();
  });

  test("a preferred challenge that is not available leads to the choice", async () => {
    const app = await appWithAda();
    for (const PREFERRED_CHALLENGE of ["SMS_OTP", "WEB_AUTHN", "NONSENSE"]) {
      expect((await beginChoice(app, ADA, { PREFERRED_CHALLENGE })).ChallengeName).toBe("SELECT_CHALLENGE");
    }
  });
});

describe("the status of a user", () => {
  test("unconfirmed: a password is refused; a code confirms the user and verifies the address", async () => {
    const app = await appWithAda();
    await signUp(app, NEW);
    for (const password of [PASSWORD, "Wrong-Horse-9"]) {
      const given = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };
      expect(await refusal(beginChoice(app, NEW, given))).toBe(
        "UserNotConfirmedException: User is not confirmed.",
      );
    }
    await signInByCode(app, NEW);
    expect(await adminGetUser(app, NEW)).toMatchObject({
      UserStatus: "CONFIRMED",
      UserAttributes: expect.arrayContaining([{ Name: "email_verified", Value: "true" }]),
    });
  });

  test("unconfirmed and disabled: a right code changes nothing", async () => {
    const app = await appWithAda();
    await signUp(app, NEW);
    await app.server.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: NEW }));
    const challenge = await beginChoice(app, NEW, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const answer = { USERNAME: NEW, EMAIL_OTP_CODE: lastCode(app, NEW) };
    expect(await refusal(respond(app, challenge, "EMAIL_OTP", answer))).toBe(
      "NotAuthorizedException: User is disabled.",
    );
    expect(await adminGetUser(app, NEW)).toMatchObject({ UserStatus: "UNCONFIRMED", Enabled: false });
  });

  test("reset: the password must be reset, a code signs in without one, and the old password stays invalid", async () => {
    const app = await appWithAda();
    await app.server.admin.send(new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: ADA }));
    await signInByCode(app, ADA);
    expect(await adminGetUser(app, ADA)).toMatchObject({ UserStatus: "RESET_REQUIRED" });
    expect(await refusal(beginChoice(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD }))).toBe(
      "PasswordResetRequiredException: Password reset required for the user",
    );
  });

  test("with a temporary password: after the code the user sets a new password", async () => {
    const app = await appWithAda();
    await app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: NEW,
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
      }),
    );
    const { ChallengeName } = await signInByCode(app, NEW, "a challenge");
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});

test("an administrator can start it, too; a client without that flow cannot", async () => {
  const app = await appWithAda();
  const offer = await app.server.admin.send(
    new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: ADA },
    }),
  );
  expect(offer.ChallengeName).toBe("SELECT_CHALLENGE");
  const { AuthenticationResult } = await app.server.admin.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      ChallengeName: "SELECT_CHALLENGE",
      ChallengeResponses: { USERNAME: ADA, ANSWER: "PASSWORD", PASSWORD },
      Session: offer.Session,
    }),
  );
  expect(AuthenticationResult).toBeDefined();
  expect(await refusal(beginChoice(await startCognitoApp(), ADA))).toBe(
    "InvalidParameterException: USER_AUTH flow not enabled for this client",
  );
});

test("GetUserAuthFactors returns a signed-in user's factors", async () => {
  const app = await appWithAda();
  const { AccessToken } = await tokensOf(app, ADA);
  const factors = await app.server.admin.send(new GetUserAuthFactorsCommand({ AccessToken }));
  expect(factors).toMatchObject({ ConfiguredUserAuthFactors: ["PASSWORD", "EMAIL_OTP"] });
  expect(await refusal(app.server.admin.send(new GetUserAuthFactorsCommand({ AccessToken: "a.b.c" })))).toBe(
    "NotAuthorizedException: Invalid Access Token",
  );
});
