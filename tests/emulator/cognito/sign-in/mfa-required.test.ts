import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { srpSignIn } from "../../../support/clients/srp-client.ts";
import { respondingWith, TRIGGER_ARN } from "../../../support/worlds/app-with-triggers.ts";
import {
  claimsOf,
  lastCode,
  PASSWORD,
  passwordSignIn,
  refusal,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  authenticator,
  describeAda,
  givePhone,
  OWN_SENDER,
  PHONE,
  prefer,
  respond,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

const ONLY_TOTP = { without: ["EMAIL", "SMS"] } as const;
const ONLY_SMS = { without: ["EMAIL", "TOTP"] } as const;

describe("a pool that requires a second factor", () => {
  test("uses the user's factor", async () => {
    const app = await startMfaApp("ON", { without: ["EMAIL"] });
    await givePhone(app, "false");
    const challenge = await passwordSignIn(app, ADA);
    expect(challenge.ChallengeName).toBe("SMS_MFA");
    await prefer(app, { SMSMfaSettings: { Enabled: false } });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
  });

  test("asks to set up an authenticator app during sign-in", async () => {
    const app = await startMfaApp("ON", ONLY_TOTP);
    const challenge = await passwordSignIn(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: {
        MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]',
        USER_ID_FOR_SRP: (await describeAda(app)).Username,
      },
    });
    expect(await refusal(respond(app, challenge, "MFA_SETUP"))).toBe(
      "NotAuthorizedException: MFA setup is not complete for the user.",
    );
    const associated = await app.server.admin.send(
      new AssociateSoftwareTokenCommand({ Session: challenge.Session }),
    );
    expect(await refusal(respond(app, challenge, "MFA_SETUP"))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    expect(await refusal(respond(app, associated, "MFA_SETUP"))).toBe(
      "NotAuthorizedException: MFA setup is not complete for the user.",
    );
    const phone = authenticator(app, associated.SecretCode);
    const verify = (UserCode: string) =>
      app.server.admin.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }));
    expect(await refusal(verify(phone.wrongCode()))).toMatch(/^EnableSoftwareTokenMFAException/);
    const verified = await verify(phone.code());
    expect(verified.Status).toBe("SUCCESS");
    const { AuthenticationResult } = await respond(app, verified, "MFA_SETUP");
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(await describeAda(app)).toMatchObject({ UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] });
  });

  test("counts wrong codes during set-up across all sessions", async () => {
    const app = await startMfaApp("ON", ONLY_TOTP);
    for (let wrong = 0; wrong < 5; wrong += 1) {
      const { Session } = await passwordSignIn(app, ADA);
      const associated = await app.server.admin.send(new AssociateSoftwareTokenCommand({ Session }));
      const UserCode = authenticator(app, associated.SecretCode).wrongCode();
      const verify = new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode });
      expect(await refusal(app.server.admin.send(verify))).toMatch(/^EnableSoftwareTokenMFAException/);
    }
    const { Session } = await passwordSignIn(app, ADA);
    const verify = new VerifySoftwareTokenCommand({ Session, UserCode: "123456" });
    expect(await refusal(app.server.admin.send(verify))).toMatch(/^TooManyRequestsException/);
  });

  test("a set-up session is not valid for another challenge, and expires", async () => {
    const app = await startMfaApp("ON", ONLY_TOTP);
    const challenge = await passwordSignIn(app, ADA);
    app.server.clock.advance(3 * 60_000);
    const late = new AssociateSoftwareTokenCommand({ Session: challenge.Session });
    expect(await refusal(app.server.admin.send(late))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
    const bySms = await startMfaApp("ON", ONLY_SMS);
    await givePhone(bySms);
    const { Session } = await passwordSignIn(bySms, ADA);
    const other = new AssociateSoftwareTokenCommand({ Session });
    expect(await refusal(bySms.server.admin.send(other))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("asks a user without an address for one, and verifies it", async () => {
    const app = await startCognitoApp({
      pool: { UsernameAttributes: undefined, AutoVerifiedAttributes: [], EmailConfiguration: OWN_SENDER },
    });
    const { server, poolId } = app;
    const user = { UserPoolId: poolId, Username: "ada" };
    await server.admin.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
    await server.admin.send(
      new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }),
    );
    await server.admin.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: poolId,
        MfaConfiguration: "ON",
        EmailMfaConfiguration: {},
      }),
    );
    const answer = (
      challenge: InitiateAuthCommandOutput,
      name: ChallengeNameType,
      responses: Record<string, string>,
    ) => respond(app, challenge, name, { USERNAME: "ada", ...responses });
    const asked = await passwordSignIn(app, "ada");
    expect(await refusal(answer(asked, "MFA_SETUP", { EMAIL: "nonsense" }))).toBe(
      "InvalidParameterException: Invalid email address format.",
    );
    const challenge = await answer(asked, "MFA_SETUP", { EMAIL: "ada@example.org" });
    expect(challenge.ChallengeName).toBe("EMAIL_OTP");
    const { AuthenticationResult } = await answer(challenge, "EMAIL_OTP", {
      EMAIL_OTP_CODE: lastCode(app, "ada@example.org"),
    });
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({
      email: "ada@example.org",
      email_verified: true,
    });
    expect((await passwordSignIn(app, "ada")).ChallengeName).toBe("EMAIL_OTP");
  });
});

describe("the second factor follows", () => {
  test("an administrator's sign-in", async () => {
    const app = await startMfaApp("ON", ONLY_SMS);
    await givePhone(app);
    const { admin } = app.server;
    const identity = { UserPoolId: app.poolId, ClientId: app.clientId };
    const challenge = await admin.send(
      new AdminInitiateAuthCommand({
        ...identity,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
      }),
    );
    expect(challenge.ChallengeName).toBe("SMS_MFA");
    const answered = await admin.send(
      new AdminRespondToAuthChallengeCommand({
        ...identity,
        ChallengeName: "SMS_MFA",
        ChallengeResponses: { USERNAME: ADA, SMS_MFA_CODE: lastCode(app, PHONE) },
        Session: challenge.Session,
      }),
    );
    expect(answered.AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("a password verified by SRP", async () => {
    const app = await startMfaApp("ON", ONLY_SMS);
    await givePhone(app);
    const challenge = await srpSignIn(app, ADA, PASSWORD);
    expect(challenge.ChallengeName).toBe("SMS_MFA");
    const code = { SMS_MFA_CODE: lastCode(app, PHONE) };
    expect((await respond(app, challenge, "SMS_MFA", code)).AuthenticationResult).toBeDefined();
  });

  test("a new password", async () => {
    const app = await startMfaApp("ON", ONLY_SMS);
    await givePhone(app);
    await app.server.admin.send(
      new AdminSetUserPasswordCommand({ ...ada(app), Password: "Temporary-Horse-1", Permanent: false }),
    );
    const first = await passwordSignIn(app, ADA, "Temporary-Horse-1");
    expect(first.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const second = await respond(app, first, "NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: PASSWORD });
    expect(second.ChallengeName).toBe("SMS_MFA");
    const code = { SMS_MFA_CODE: lastCode(app, PHONE) };
    expect((await respond(app, second, "SMS_MFA", code)).AuthenticationResult).toBeDefined();
  });

  test("no custom sign-in, which asks its own challenges", async () => {
    const app = await startMfaApp("ON", {
      ...ONLY_SMS,
      pool: { LambdaConfig: { DefineAuthChallenge: TRIGGER_ARN } },
      trigger: respondingWith({ issueTokens: true, failAuthentication: false }),
      client: {
        ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      },
    });
    await givePhone(app);
    const { AuthenticationResult } = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "CUSTOM_AUTH",
        AuthParameters: { USERNAME: ADA },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("nothing if the pool has no factors, whatever users have set", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
    await app.server.admin.send(
      new SetUserPoolMfaConfigCommand({ UserPoolId: app.poolId, MfaConfiguration: "OFF" }),
    );
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  });
});
