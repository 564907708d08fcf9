import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminSetUserSettingsCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  ForgotPasswordCommand,
  GetUserCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  SetUserSettingsCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { timeStep, totpCode } from "../../../local/cognito/domain/totp.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  lastMessage,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
  wrongCode,
} from "../../support/cognito-app.ts";

const ADA = "ada@example.com";
const PHONE = "+12025550100";

/** A pool with every second factor there is. */
async function mfaApp(MfaConfiguration: "ON" | "OPTIONAL" | "OFF", without: readonly string[] = []) {
  const app = await startCognitoApp({
    pool: {
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
      },
      SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    },
  });
  await signUpConfirmed(app, ADA);
  if (MfaConfiguration === "OFF") return app;
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration,
      SoftwareTokenMfaConfiguration: { Enabled: !without.includes("TOTP") },
      ...(!without.includes("SMS") && {
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" } },
      }),
      ...(!without.includes("EMAIL") && { EmailMfaConfiguration: {} }),
    }),
  );
  return app;
}

const admin = (app: CognitoApp) => ({ UserPoolId: app.poolId, Username: ADA });

const givePhone = (app: CognitoApp) =>
  app.server.admin.send(
    new AdminUpdateUserAttributesCommand({
      ...admin(app),
      UserAttributes: [
        { Name: "phone_number", Value: PHONE },
        { Name: "phone_number_verified", Value: "true" },
      ],
    }),
  );

const prefer = (app: CognitoApp, settings: Record<string, { Enabled?: boolean; PreferredMfa?: boolean }>) =>
  app.server.admin.send(new AdminSetUserMFAPreferenceCommand({ ...admin(app), ...settings }));

const on = { Enabled: true };

const respond = (
  app: CognitoApp,
  challenge: Pick<InitiateAuthCommandOutput, "Session">,
  ChallengeName: ChallengeNameType,
  responses: Record<string, string>,
) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName,
      ChallengeResponses: { USERNAME: ADA, ...responses },
      Session: challenge.Session,
    }),
  );

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app that has scanned the secret. */
function authenticator(app: CognitoApp, secretCode = "") {
  const bits = [...secretCode].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return {
    code: () => totpCode(secret, timeStep(app.server.clock.now())),
    wrongCode: () =>
      ((Number(totpCode(secret, timeStep(app.server.clock.now()))) + 1) % 1_000_000)
        .toString()
        .padStart(6, "0"),
  };
}

/** Sets an authenticator app up for a signed-in user. */
async function setUpTotp(app: CognitoApp, AccessToken: string) {
  const { SecretCode } = await app.server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const phone = authenticator(app, SecretCode);
  await app.server.admin.send(
    new VerifySoftwareTokenCommand({ AccessToken, UserCode: phone.code(), FriendlyDeviceName: "my phone" }),
  );
  app.server.clock.advance(60_000);
  return phone;
}

describe("an authenticator app", () => {
  test("is in force with its first code, and asked for once the user turns it on", async () => {
    const app = await mfaApp("OPTIONAL");
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
    expect(await app.server.admin.send(new AdminGetUserCommand(admin(app)))).toMatchObject(expected);

    const challenge = await passwordSignIn(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: "my phone" },
    });
    expect(challenge.AuthenticationResult).toBeUndefined();
    const answered = await respond(app, challenge, "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE: phone.code(),
    });
    expect(claimsOf(answered.AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
  });

  test("a code is good once, within a step of its time", async () => {
    const app = await mfaApp("OPTIONAL");
    const phone = await setUpTotp(app, (await tokensOf(app, ADA)).AccessToken);
    await prefer(app, { SoftwareTokenMfaSettings: on });
    const answer = async (SOFTWARE_TOKEN_MFA_CODE: string) =>
      respond(app, await passwordSignIn(app, ADA), "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE });
    const code = phone.code();
    await answer(code);
    expect(await refusal(answer(code))).toBe(
      "ExpiredCodeException: Your software token has already been used once.",
    );
    app.server.clock.advance(30_000);
    const late = phone.code();
    app.server.clock.advance(60_000);
    expect(await refusal(answer(late))).toBe("CodeMismatchException: Invalid code received for user");
  });

  test("a wrong code may be corrected with the same session, twice", async () => {
    const app = await mfaApp("OPTIONAL");
    const phone = await setUpTotp(app, (await tokensOf(app, ADA)).AccessToken);
    await prefer(app, { SoftwareTokenMfaSettings: on });
    const challenge = await passwordSignIn(app, ADA);
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string, to = challenge) =>
      refusal(respond(app, to, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE }));
    for (const tries of [1, 2, 3]) {
      expect([tries, await answer(phone.wrongCode())]).toEqual([
        tries,
        "CodeMismatchException: Invalid code received for user",
      ]);
    }
    expect(await answer(phone.code())).toBe("NotAuthorizedException: Invalid session for the user.");

    const second = await passwordSignIn(app, ADA);
    await answer(phone.wrongCode(), second);
    expect(await answer(phone.code(), second)).toBe("not refused");
  });

  test("of a thousand guesses at once three are looked at, and guessing on locks", async () => {
    const app = await mfaApp("OPTIONAL");
    const phone = await setUpTotp(app, (await tokensOf(app, ADA)).AccessToken);
    await prefer(app, { SoftwareTokenMfaSettings: on });
    const challenge = await passwordSignIn(app, ADA);
    const SOFTWARE_TOKEN_MFA_CODE = phone.wrongCode();
    const input = {
      ClientId: app.clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA" as const,
      ChallengeResponses: { USERNAME: ADA, SOFTWARE_TOKEN_MFA_CODE },
      Session: challenge.Session,
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, () =>
        app.server.service.call(
          "RespondToAuthChallenge",
          input as Parameters<typeof app.server.service.call<"RespondToAuthChallenge">>[1],
        ),
      ),
    );
    const messages = outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.message : "let in",
    );
    expect(messages.filter((message) => message === "Invalid code received for user")).toHaveLength(3);
    expect(messages.filter((message) => message === "Invalid session for the user.")).toHaveLength(997);

    const second = await passwordSignIn(app, ADA);
    const guess = (code: string) =>
      refusal(respond(app, second, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code }));
    await guess(phone.wrongCode());
    await guess(phone.wrongCode());
    const third = await passwordSignIn(app, ADA);
    expect(
      await refusal(respond(app, third, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: phone.code() })),
    ).toBe("NotAuthorizedException: Password attempts exceeded");
  });

  test("is not set up by a wrong code, nor without a secret, nor where the pool has none", async () => {
    const app = await mfaApp("OPTIONAL");
    const { AccessToken } = await tokensOf(app, ADA);
    const verify = (UserCode: string) =>
      refusal(app.server.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode })));
    expect(await verify("123456")).toBe(
      "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.",
    );
    const { SecretCode } = await app.server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    expect(SecretCode).toMatch(/^[A-Z2-7]{32}$/);
    expect(await verify(authenticator(app, SecretCode).wrongCode())).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    );
    expect(await refusal(prefer(app, { SoftwareTokenMfaSettings: on }))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );
    const off = await mfaApp("OFF");
    const token = (await tokensOf(off, ADA)).AccessToken;
    expect(
      await refusal(off.server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken: token }))),
    ).toBe("SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool.");
    expect(await refusal(off.server.admin.send(new AssociateSoftwareTokenCommand({})))).toBe(
      "InvalidParameterException: Missing required parameter AccessToken",
    );
  });

  test("a new one takes the old one's place with its first code, not before", async () => {
    const app = await mfaApp("OPTIONAL");
    const { AccessToken } = await tokensOf(app, ADA);
    const old = await setUpTotp(app, AccessToken);
    await prefer(app, { SoftwareTokenMfaSettings: on });
    const { SecretCode } = await app.server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const answer = async (SOFTWARE_TOKEN_MFA_CODE: string) =>
      refusal(
        respond(app, await passwordSignIn(app, ADA), "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE }),
      );
    expect(await answer(old.code())).toBe("not refused");
    const next = authenticator(app, SecretCode);
    await app.server.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: next.code() }));
    app.server.clock.advance(60_000);
    expect(await answer(old.code())).toBe("CodeMismatchException: Invalid code received for user");
    expect(await answer(next.code())).toBe("not refused");
  });
});

describe.each([
  ["SMS_MFA", "SMSMfaSettings", "SMS", PHONE, "+*******0100"],
  ["EMAIL_OTP", "EmailMfaSettings", "EMAIL", ADA, "a***@e***"],
] as const)("%s", (name, settings, medium, address, masked) => {
  const answerWith = (code: string) => ({ [`${name}_CODE`]: code });

  test("sends a code that is good once", async () => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { [settings]: on });
    const challenge = await passwordSignIn(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: name,
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: masked },
    });
    expect(lastMessage(app, address)).toMatchObject({ source: "CustomMessage_Authentication" });
    const code = lastCode(app, address);
    const { AuthenticationResult } = await respond(app, challenge, name, answerWith(code));
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(respond(app, challenge, name, answerWith(code)))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("refuses a wrong code, one of another sign-in, and a late one", async () => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { [settings]: on });
    const first = await passwordSignIn(app, ADA);
    const firstCode = lastCode(app, address);
    expect(await refusal(respond(app, first, name, answerWith(wrongCode(app, address))))).toBe(
      "CodeMismatchException: Invalid code or auth state for the user.",
    );
    const second = await passwordSignIn(app, ADA);
    if (lastCode(app, address) !== firstCode) {
      expect(await refusal(respond(app, second, name, answerWith(firstCode)))).toMatch(
        /^CodeMismatchException/,
      );
    }
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(respond(app, second, name, answerWith(lastCode(app, address))))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("is no way to recover the password any more", async () => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { [settings]: on });
    await app.server.admin.send(new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA }));
    expect(app.server.outbox.at(-1)).toMatchObject({ channel: medium === "SMS" ? "email" : "sms" });
  });
});

describe("several factors", () => {
  test("are the user's choice, unless one is preferred", async () => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: on, EmailMfaSettings: on });
    const select = await passwordSignIn(app, ADA);
    expect(select).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' },
    });
    expect(await refusal(respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "SOFTWARE_TOKEN_MFA" }))).toBe(
      "InvalidParameterException: Invalid MFA type selected.",
    );
    const challenge = await respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "EMAIL_OTP" });
    expect(challenge.ChallengeName).toBe("EMAIL_OTP");
    const code = lastCode(app, ADA);
    const { AuthenticationResult } = await respond(app, challenge, "EMAIL_OTP", { EMAIL_OTP_CODE: code });
    expect(AuthenticationResult).toBeDefined();

    await prefer(app, { SMSMfaSettings: { ...on, PreferredMfa: true } });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
    await prefer(app, { SMSMfaSettings: { Enabled: false }, EmailMfaSettings: { Enabled: false } });
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  });

  test.each([
    [
      "a preference for what is off",
      { EmailMfaSettings: { Enabled: false, PreferredMfa: true } },
      "Cannot set an MFA method as preferred without enabling it.",
    ],
    [
      "two preferences",
      {
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      },
      "Only one MFA method can be preferred.",
    ],
  ])("refuses %s", async (_, settings, message) => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    expect(await refusal(prefer(app, settings))).toBe(`InvalidParameterException: ${message}`);
    expect(await app.server.admin.send(new AdminGetUserCommand(admin(app)))).not.toHaveProperty(
      "UserMFASettingList",
    );
  });

  test("text messages need a phone number, and a pool that sends them", async () => {
    const app = await mfaApp("OPTIONAL");
    expect(await refusal(prefer(app, { SMSMfaSettings: on }))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SMS_MFA",
    );
    const without = await mfaApp("OPTIONAL", ["SMS"]);
    await givePhone(without);
    expect(await refusal(prefer(without, { SMSMfaSettings: on }))).toBe(
      "InvalidParameterException: SMS_MFA is not enabled for the user pool.",
    );
  });

  test("SetUserSettings and AdminSetUserSettings turn text messages on and off, as they used to", async () => {
    const app = await mfaApp("OPTIONAL");
    await givePhone(app);
    const { AccessToken } = await tokensOf(app, ADA);
    const sms = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];
    await app.server.admin.send(new SetUserSettingsCommand({ AccessToken, MFAOptions: sms }));
    const user = () => app.server.admin.send(new AdminGetUserCommand(admin(app)));
    expect(await user()).toMatchObject({ MFAOptions: sms, UserMFASettingList: ["SMS_MFA"] });
    await app.server.admin.send(new AdminSetUserSettingsCommand({ ...admin(app), MFAOptions: [] }));
    expect(await user()).not.toHaveProperty("MFAOptions");
    const email = [{ DeliveryMedium: "EMAIL" as const, AttributeName: "email" }];
    const unsupported = "InvalidParameterException: MFAOptions supports only SMS to phone_number.";
    expect(
      await refusal(app.server.admin.send(new SetUserSettingsCommand({ AccessToken, MFAOptions: email }))),
    ).toBe(unsupported);
    expect(
      await refusal(
        app.server.admin.send(new AdminSetUserSettingsCommand({ ...admin(app), MFAOptions: email })),
      ),
    ).toBe(unsupported);
    const nobody = { AccessToken: "a.b.c", SMSMfaSettings: on };
    expect(await refusal(app.server.admin.send(new SetUserMFAPreferenceCommand(nobody)))).toBe(
      "NotAuthorizedException: Invalid Access Token",
    );
  });
});

describe("a pool that requires a second factor", () => {
  test("uses what the user has", async () => {
    const app = await mfaApp("ON", ["EMAIL"]);
    await givePhone(app);
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
  });

  test("has an authenticator app set up at the door", async () => {
    const app = await mfaApp("ON", ["EMAIL", "SMS"]);
    const challenge = await passwordSignIn(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    expect(await refusal(respond(app, challenge, "MFA_SETUP", {}))).toBe(
      "NotAuthorizedException: MFA setup is not complete for the user.",
    );
    const associated = await app.server.admin.send(
      new AssociateSoftwareTokenCommand({ Session: challenge.Session }),
    );
    const phone = authenticator(app, associated.SecretCode);
    const verify = (UserCode: string) =>
      app.server.admin.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }));
    expect(await refusal(verify(phone.wrongCode()))).toMatch(/^EnableSoftwareTokenMFAException/);
    const verified = await verify(phone.code());
    expect(verified.Status).toBe("SUCCESS");
    const { AuthenticationResult } = await respond(app, verified, "MFA_SETUP", {});
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(await app.server.admin.send(new AdminGetUserCommand(admin(app)))).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
  });

  test("takes an address for codes from who has none, and proves it", async () => {
    const app = await startCognitoApp({
      pool: {
        UsernameAttributes: undefined,
        AutoVerifiedAttributes: [],
        EmailConfiguration: {
          EmailSendingAccount: "DEVELOPER",
          SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
        },
      },
    });
    const ada = { UserPoolId: app.poolId, Username: "ada" };
    await app.server.admin.send(new AdminCreateUserCommand({ ...ada, MessageAction: "SUPPRESS" }));
    await app.server.admin.send(
      new AdminSetUserPasswordCommand({ ...ada, Password: "Correct-Horse-9", Permanent: true }),
    );
    await app.server.admin.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: app.poolId,
        MfaConfiguration: "ON",
        EmailMfaConfiguration: {},
      }),
    );
    const answer = (
      challenge: InitiateAuthCommandOutput,
      name: ChallengeNameType,
      responses: Record<string, string>,
    ) => respond(app, challenge, name, { USERNAME: "ada", ...responses });
    const challenge = await answer(await passwordSignIn(app, "ada"), "MFA_SETUP", {
      EMAIL: "ada@example.org",
    });
    expect(challenge.ChallengeName).toBe("EMAIL_OTP");
    const { AuthenticationResult } = await answer(challenge, "EMAIL_OTP", {
      EMAIL_OTP_CODE: lastCode(app, "ada@example.org"),
    });
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({
      email: "ada@example.org",
      email_verified: true,
    });
    expect(await app.server.admin.send(new AdminGetUserCommand(ada))).toMatchObject({
      UserMFASettingList: ["EMAIL_OTP"],
    });
  });

  test("asks an administrator's sign-in too", async () => {
    const app = await mfaApp("ON", ["EMAIL", "SMS"]);
    const { ChallengeName } = await app.server.admin.send(
      new AdminInitiateAuthCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD: "Correct-Horse-9" },
      }),
    );
    expect(ChallengeName).toBe("MFA_SETUP");
  });
});
