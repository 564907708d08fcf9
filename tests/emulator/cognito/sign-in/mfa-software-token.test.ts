import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserAuthFactorsCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  passwordSignIn,
  refusal,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  authenticator,
  configureMfa,
  describeAda,
  givePhone,
  on,
  prefer,
  respond,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

const MISMATCH = "CodeMismatchException: Invalid code received for user";

/** Ada has an authenticator app as her second factor. */
async function appWithTotp() {
  const app = await startMfaApp("OPTIONAL");
  const { AccessToken } = await tokensOf(app, ADA);
  const phone = await setUpTotp(app, AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: on });
  const answer = async (SOFTWARE_TOKEN_MFA_CODE: string, challenge?: { Session?: string | undefined }) =>
    respond(app, challenge ?? (await passwordSignIn(app, ADA)), "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE,
    });
  return { app, AccessToken, phone, answer };
}

const associate = (app: CognitoApp, AccessToken: string) =>
  app.server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));

const verify = (app: CognitoApp, AccessToken: string, UserCode: string) =>
  app.server.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));

describe("an authenticator app", () => {
  test("is active after its first code, and required once the user turns it on", async () => {
    const app = await startMfaApp("OPTIONAL");
    const { AccessToken } = await tokensOf(app, ADA);
    const phone = await setUpTotp(app, AccessToken);
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
    await app.server.admin.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { ...on, PreferredMfa: true },
      }),
    );
    const expected = {
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    };
    expect(await app.server.admin.send(new GetUserCommand({ AccessToken }))).toMatchObject(expected);
    expect(await describeAda(app)).toMatchObject(expected);

    const challenge = await passwordSignIn(app, ADA);
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(challenge).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: {
        FRIENDLY_DEVICE_NAME: "my phone",
        USER_ID_FOR_SRP: (await describeAda(app)).Username,
      },
    });
    const answered = await respond(app, challenge, "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE: phone.code(),
    });
    expect(claimsOf(answered.AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
  });

  test("a code is valid once, within one time step", async () => {
    const { app, phone, answer } = await appWithTotp();
    const code = phone.code();
    await answer(code);
    expect(await refusal(answer(code))).toBe(
      "ExpiredCodeException: Your software token has already been used once.",
    );
    app.server.clock.advance(30_000);
    const late = phone.code();
    app.server.clock.advance(60_000);
    expect(await refusal(answer(late))).toBe(MISMATCH);
  });

  test("the code of the set-up is used up", async () => {
    const { app, AccessToken, answer } = await appWithTotp();
    const { SecretCode } = await associate(app, AccessToken);
    const code = authenticator(app, SecretCode).code();
    await verify(app, AccessToken, code);
    expect(await refusal(answer(code))).toBe(
      "ExpiredCodeException: Your software token has already been used once.",
    );
  });

  test("a wrong code may be corrected with the same session, twice", async () => {
    const { app, phone, answer } = await appWithTotp();
    const challenge = await passwordSignIn(app, ADA);
    for (const tries of [1, 2, 3]) {
      expect([tries, await refusal(answer(phone.wrongCode(), challenge))]).toEqual([tries, MISMATCH]);
    }
    expect(await refusal(answer(phone.code(), challenge))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );

    const second = await passwordSignIn(app, ADA);
    await refusal(answer(phone.wrongCode(), second));
    expect((await answer(phone.code(), second)).AuthenticationResult).toBeDefined();
  });

  test("of a thousand concurrent guesses three are checked, and further guesses lock the user", async () => {
    const { app, phone, answer } = await appWithTotp();
    const challenge = await passwordSignIn(app, ADA);
    const input = {
      ClientId: app.clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA" as const,
      ChallengeResponses: { USERNAME: ADA, SOFTWARE_TOKEN_MFA_CODE: phone.wrongCode() },
      Session: challenge.Session ?? "",
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, () => app.server.service.call("RespondToAuthChallenge", input)),
    );
    const messages = outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.message : "let in",
    );
    expect(messages.filter((message) => message === "Invalid code received for user")).toHaveLength(3);
    expect(messages.filter((message) => message === "Invalid session for the user.")).toHaveLength(997);

    const second = await passwordSignIn(app, ADA);
    await refusal(answer(phone.wrongCode(), second));
    await refusal(answer(phone.wrongCode(), second));
    expect(await refusal(answer(phone.code()))).toBe("NotAuthorizedException: Password attempts exceeded");
    app.server.clock.advance(60_000);
    expect((await answer(phone.code())).AuthenticationResult).toBeDefined();
  });

  test("a session expires, and is valid only for its own challenge", async () => {
    const { app, phone, answer } = await appWithTotp();
    const challenge = await passwordSignIn(app, ADA);
    expect(await refusal(respond(app, challenge, "SMS_MFA", { SMS_MFA_CODE: phone.code() }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const late = await passwordSignIn(app, ADA);
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(answer(phone.code(), late))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("is not set up by a wrong code, or without a secret", async () => {
    const app = await startMfaApp("OPTIONAL");
    const { AccessToken } = await tokensOf(app, ADA);
    expect(await refusal(verify(app, AccessToken, "123456"))).toBe(
      "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.",
    );
    const { SecretCode } = await associate(app, AccessToken);
    expect(SecretCode).toMatch(/^[A-Z2-7]{32}$/);
    expect(await refusal(verify(app, AccessToken, authenticator(app, SecretCode).wrongCode()))).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    );
    expect(await refusal(prefer(app, { SoftwareTokenMfaSettings: on }))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );
  });

  test("cannot be activated by guessing: five wrong codes an hour", async () => {
    const app = await startMfaApp("OPTIONAL");
    const { AccessToken } = await tokensOf(app, ADA);
    const { SecretCode } = await associate(app, AccessToken);
    const phone = authenticator(app, SecretCode);
    for (let wrong = 0; wrong < 5; wrong += 1) await refusal(verify(app, AccessToken, phone.wrongCode()));
    expect(await refusal(verify(app, AccessToken, phone.code()))).toBe(
      "TooManyRequestsException: Attempt limit exceeded, please try after some time.",
    );
    app.server.clock.advance(59 * 60_000);
    expect(await refusal(verify(app, AccessToken, phone.code()))).toMatch(/^TooManyRequestsException/);
    app.server.clock.advance(60_000);
    const { AccessToken: fresh } = await tokensOf(app, ADA);
    expect((await verify(app, fresh, phone.code())).Status).toBe("SUCCESS");
  });

  test("needs an access token or a session, not both, in a pool with authenticator apps", async () => {
    const app = await startMfaApp("OFF");
    const { AccessToken } = await tokensOf(app, ADA);
    const send = (input: { AccessToken?: string; Session?: string }) =>
      refusal(app.server.admin.send(new AssociateSoftwareTokenCommand(input)));
    const Session = "no-session-that-was-ever-opened";
    expect(await send({ AccessToken })).toBe(
      "SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool.",
    );
    expect(await send({})).toBe("InvalidParameterException: Missing required parameter AccessToken");
    expect(await send({ AccessToken: "a.b.c" })).toBe("NotAuthorizedException: Invalid Access Token");
    expect(await send({ Session })).toBe("NotAuthorizedException: Invalid session for the user.");
    expect(await send({ AccessToken, Session })).toBe(
      "InvalidParameterException: Only one of AccessToken and Session can be provided.",
    );
    const both = { AccessToken, Session, UserCode: "123456" };
    expect(await refusal(app.server.admin.send(new VerifySoftwareTokenCommand(both)))).toBe(
      "InvalidParameterException: Only one of AccessToken and Session can be provided.",
    );
  });

  test("a new one replaces the old one after its first code, not before", async () => {
    const { app, AccessToken, phone: old, answer } = await appWithTotp();
    const { SecretCode } = await associate(app, AccessToken);
    expect((await answer(old.code())).AuthenticationResult).toBeDefined();
    const next = authenticator(app, SecretCode);
    await verify(app, AccessToken, next.code());
    app.server.clock.advance(60_000);
    expect(await refusal(answer(old.code()))).toBe(MISMATCH);
    expect((await answer(next.code())).AuthenticationResult).toBeDefined();
  });

  test("stays active for its users when the pool turns it off", async () => {
    const { app, AccessToken, phone, answer } = await appWithTotp();
    await configureMfa(app, "OPTIONAL", ["TOTP"]);
    expect((await answer(phone.code())).AuthenticationResult).toBeDefined();
    expect(await refusal(associate(app, AccessToken))).toMatch(/^SoftwareTokenMFANotFoundException/);
    await prefer(app, { SoftwareTokenMfaSettings: { Enabled: false } });
    expect(await refusal(prefer(app, { SoftwareTokenMfaSettings: on }))).toBe(
      "InvalidParameterException: SOFTWARE_TOKEN_MFA is not enabled for the user pool.",
    );
  });
});

describe("AdminDeleteSoftwareToken", () => {
  const remove = (app: CognitoApp, Username = ADA) =>
    app.server.admin.send(new AdminDeleteSoftwareTokenCommand({ ...ada(app), Username }));

  test("removes the authenticator and the preference for it, and no other factor", async () => {
    const { app, AccessToken, phone } = await appWithTotp();
    await givePhone(app);
    await prefer(app, {
      SMSMfaSettings: on,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await expect(remove(app)).resolves.toBeDefined();
    const factors = await app.server.admin.send(new AdminGetUserAuthFactorsCommand(ada(app)));
    expect(factors).toMatchObject({ UserMFASettingList: ["SMS_MFA"] });
    expect(factors.PreferredMfaSetting).toBeUndefined();
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
    expect(await refusal(prefer(app, { SoftwareTokenMfaSettings: on }))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );

    const next = await setUpTotp(app, AccessToken);
    expect(next.code()).not.toBe(phone.code());
    await prefer(app, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("ends a sign-in that waits for its code, and one that waits for a first code", async () => {
    const { app, AccessToken, phone, answer } = await appWithTotp();
    const challenge = await passwordSignIn(app, ADA);
    const pending = authenticator(app, (await associate(app, AccessToken)).SecretCode);
    await remove(app);
    expect(await refusal(answer(phone.code(), challenge))).toMatch(/^SoftwareTokenMFANotFoundException/);
    expect(await refusal(verify(app, AccessToken, pending.code()))).toMatch(
      /^SoftwareTokenMFANotFoundException/,
    );
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  });

  test("lets a user of a pool that requires a second factor set one up", async () => {
    const { app } = await appWithTotp();
    await configureMfa(app, "ON", ["SMS", "EMAIL"]);
    await remove(app);
    expect(await passwordSignIn(app, ADA)).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    });
  });

  test("refuses users without one, unknown users and those who have not confirmed their account", async () => {
    const app = await startMfaApp("OPTIONAL");
    expect(await refusal(remove(app))).toBe(
      "ResourceNotFoundException: User does not have a software token.",
    );
    expect(await refusal(remove(app, "nobody"))).toBe("UserNotFoundException: User does not exist.");
    const Username = "new@example.com";
    await app.server.admin.send(new SignUpCommand({ ClientId: app.clientId, Username, Password: PASSWORD }));
    expect(await refusal(remove(app, Username))).toBe("UserNotConfirmedException: User is not confirmed.");
  });
});
