import {
  AdminDeleteUserAttributesCommand,
  AdminGetUserAuthFactorsCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserSettingsCommand,
  type AuthFactorType,
  CompleteWebAuthnRegistrationCommand,
  GetUserAuthFactorsCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  SetUserSettingsCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { createSoftwareAuthenticator } from "../../../support/clients/software-authenticator.ts";
import {
  lastCode,
  passwordSignIn,
  refusal,
  refusals,
  signUpConfirmed,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  describeAda,
  givePhone,
  on,
  prefer,
  respond,
  SMS_CONFIGURATION,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const off = { Enabled: false };
const preferred = { Enabled: true, PreferredMfa: true };

describe("several factors", () => {
  test("are the user's choice, unless one is preferred", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: on, EmailMfaSettings: on });
    const select = await passwordSignIn(app, ADA);
    expect(select).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: {
        MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]',
        USER_ID_FOR_SRP: (await describeAda(app)).Username,
      },
    });
    expect(await refusal(respond(app, select, "SELECT_MFA_TYPE"))).toBe(
      "InvalidParameterException: Missing required parameter ANSWER",
    );
    expect(await refusal(respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "SOFTWARE_TOKEN_MFA" }))).toBe(
      "InvalidParameterException: Invalid MFA type selected.",
    );
    const challenge = await respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "EMAIL_OTP" });
    expect(challenge.ChallengeName).toBe("EMAIL_OTP");
    expect(await refusal(respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "SMS_MFA" }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const code = { EMAIL_OTP_CODE: lastCode(app, ADA) };
    expect((await respond(app, challenge, "EMAIL_OTP", code)).AuthenticationResult).toBeDefined();

    await prefer(app, { SMSMfaSettings: preferred });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
    await prefer(app, { SMSMfaSettings: off, EmailMfaSettings: off });
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  });

  test("one that was removed since it was offered is refused", async () => {
    const app = await startMfaApp("ON");
    await givePhone(app);
    const select = await passwordSignIn(app, ADA);
    expect(select.ChallengeParameters).toMatchObject({ MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' });
    await prefer(app, { EmailMfaSettings: on });
    await app.server.admin.send(
      new AdminDeleteUserAttributesCommand({ ...ada(app), UserAttributeNames: ["phone_number"] }),
    );
    expect(await refusal(respond(app, select, "SELECT_MFA_TYPE", { ANSWER: "SMS_MFA" }))).toBe(
      "MFAMethodNotFoundException: No MFA mechanism registerd in the account.",
    );
  });
});

describe("SetUserMFAPreference and AdminSetUserMFAPreference", () => {
  test("don't change omitted factors", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: preferred, EmailMfaSettings: on });
    const both = { UserMFASettingList: ["SMS_MFA", "EMAIL_OTP"], PreferredMfaSetting: "SMS_MFA" };
    expect(await describeAda(app)).toMatchObject(both);
    // Without a preference, like aws-amplify's ENABLED.
    await prefer(app, { SMSMfaSettings: on });
    expect(await describeAda(app)).toMatchObject(both);
    await prefer(app, { EmailMfaSettings: { PreferredMfa: true } });
    expect(await describeAda(app)).toMatchObject({ ...both, PreferredMfaSetting: "EMAIL_OTP" });
    await prefer(app, { EmailMfaSettings: { Enabled: true, PreferredMfa: false } });
    expect(await describeAda(app)).not.toHaveProperty("PreferredMfaSetting");
  });

  test("a factor that is turned off is not preferred any more", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await prefer(app, { SMSMfaSettings: preferred, EmailMfaSettings: on });
    await prefer(app, { SMSMfaSettings: off });
    expect(await describeAda(app)).toMatchObject({ UserMFASettingList: ["EMAIL_OTP"] });
    expect(await describeAda(app)).not.toHaveProperty("PreferredMfaSetting");
  });

  test.each([
    [
      "a preference for a factor that is off",
      { EmailMfaSettings: { Enabled: false, PreferredMfa: true } },
      "Cannot set an MFA method as preferred without enabling it.",
    ],
    [
      "two preferences",
      { EmailMfaSettings: preferred, SMSMfaSettings: preferred },
      "Only one MFA method can be preferred.",
    ],
    [
      "passkeys in a pool where they are a single factor",
      { EmailMfaSettings: on, WebAuthnMfaSettings: on },
      "WebAuthn MFA requires a user pool WebAuthnConfiguration with FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION.",
    ],
  ])("refuse %s", async (_, settings, message) => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    expect(await refusal(prefer(app, settings))).toBe(`InvalidParameterException: ${message}`);
    expect(await describeAda(app)).not.toHaveProperty("UserMFASettingList");
  });

  test("text messages need a phone number, and a pool that sends them", async () => {
    const app = await startMfaApp("OPTIONAL");
    expect(await refusal(prefer(app, { SMSMfaSettings: on }))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SMS_MFA",
    );
    const without = await startMfaApp("OPTIONAL", { without: ["SMS"] });
    await givePhone(without);
    expect(await refusal(prefer(without, { SMSMfaSettings: on }))).toBe(
      "InvalidParameterException: SMS_MFA is not enabled for the user pool.",
    );
  });

  test("need an existing user", async () => {
    const app = await startMfaApp("OPTIONAL");
    const invalid = { AccessToken: "a.b.c", SMSMfaSettings: on };
    expect(await refusal(app.server.admin.send(new SetUserMFAPreferenceCommand(invalid)))).toBe(
      "NotAuthorizedException: Invalid Access Token",
    );
    const ghost = { ...ada(app), Username: "ghost@example.com", SMSMfaSettings: on };
    expect(await refusal(app.server.admin.send(new AdminSetUserMFAPreferenceCommand(ghost)))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });
});

test("SetUserSettings and AdminSetUserSettings turn text messages on and off, as in the past", async () => {
  const app = await startMfaApp("OPTIONAL");
  await givePhone(app);
  const { AccessToken } = await tokensOf(app, ADA);
  const sms = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];
  await app.server.admin.send(new SetUserSettingsCommand({ AccessToken, MFAOptions: sms }));
  expect(await describeAda(app)).toMatchObject({ MFAOptions: sms, UserMFASettingList: ["SMS_MFA"] });
  await app.server.admin.send(new AdminSetUserSettingsCommand({ ...ada(app), MFAOptions: [] }));
  expect(await describeAda(app)).not.toHaveProperty("MFAOptions");
  const email = [{ DeliveryMedium: "EMAIL" as const, AttributeName: "email" }];
  for (const attempt of await refusals([
    app.server.admin.send(new SetUserSettingsCommand({ AccessToken, MFAOptions: email })),
    app.server.admin.send(new AdminSetUserSettingsCommand({ ...ada(app), MFAOptions: email })),
  ])) {
    expect(attempt).toBe("InvalidParameterException: MFAOptions supports only SMS to phone_number.");
  }
});

test("GetUserAuthFactors and AdminGetUserAuthFactors return first and second factors", async () => {
  const app = await startMfaApp("OPTIONAL");
  await givePhone(app);
  const { AccessToken } = await tokensOf(app, ADA);
  const factors = () => app.server.admin.send(new GetUserAuthFactorsCommand({ AccessToken }));
  const before = await factors();
  expect(before).toMatchObject({
    Username: (await describeAda(app)).Username,
    ConfiguredUserAuthFactors: ["PASSWORD"],
  });
  expect(before).not.toHaveProperty("UserMFASettingList");
  await setUpTotp(app, AccessToken);
  await prefer(app, { SMSMfaSettings: on, SoftwareTokenMfaSettings: preferred });
  expect(await factors()).toMatchObject({
    UserMFASettingList: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    ConfiguredUserAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"],
  });
  const { $metadata: _, ...factorsOfUser } = await factors();
  const asAdministrator = await app.server.admin.send(new AdminGetUserAuthFactorsCommand(ada(app)));
  expect(asAdministrator).toMatchObject(factorsOfUser);
  expect(
    await refusal(
      app.server.admin.send(new AdminGetUserAuthFactorsCommand({ ...ada(app), Username: "unknown" })),
    ),
  ).toBe("UserNotFoundException: User does not exist.");
  const invalid = new GetUserAuthFactorsCommand({ AccessToken: "a.b.c" });
  expect(await refusal(app.server.admin.send(invalid))).toBe("NotAuthorizedException: Invalid Access Token");
});

test("a passkey counts as both factors, unless the user chooses otherwise", async () => {
  const factors: AuthFactorType[] = ["PASSWORD", "WEB_AUTHN"];
  const app = await startPasswordlessApp({ RelyingPartyId: "localhost" }, { factors });
  await signUpConfirmed(app, ADA);
  const { AccessToken } = await tokensOf(app, ADA);
  const { admin } = app.server;
  const { CredentialCreationOptions } = await admin.send(
    new StartWebAuthnRegistrationCommand({ AccessToken }),
  );
  const { challenge } = CredentialCreationOptions as { challenge: string };
  const page = { rpId: "localhost", origin: "http://localhost:5173" };
  const Credential = createSoftwareAuthenticator().create({ ...page, challenge });
  await admin.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as never }));
  await givePhone(app);
  await admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION },
      WebAuthnConfiguration: {
        RelyingPartyId: "localhost",
        FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      },
    }),
  );
  const configured = async () =>
    (await admin.send(new GetUserAuthFactorsCommand({ AccessToken }))).ConfiguredUserAuthFactors;
  expect(await configured()).toEqual(["PASSWORD", "WEB_AUTHN"]);
  await prefer(app, { WebAuthnMfaSettings: { Enabled: false } });
  expect(await configured()).toEqual(["PASSWORD"]);
  await prefer(app, { WebAuthnMfaSettings: on });
  expect(await configured()).toEqual(["PASSWORD", "WEB_AUTHN"]);
});
