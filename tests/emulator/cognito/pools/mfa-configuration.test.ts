import {
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  lastMessage,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";
import { ADA, givePhone, OWN_SENDER, PHONE, SMS_CONFIGURATION } from "../../../support/worlds/mfa-app.ts";

type Settings = Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;

const configure = ({ server, poolId }: CognitoApp, settings: Settings) =>
  server.admin.send(new SetUserPoolMfaConfigCommand({ UserPoolId: poolId, ...settings }));

/** The answer of GetUserPoolMfaConfig without its metadata. */
async function configurationOf({ server, poolId }: CognitoApp) {
  const { $metadata, ...configuration } = await server.admin.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: poolId }),
  );
  return configuration;
}

const TOTP = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const SMS = { SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION } };
const EMAIL = { EmailMfaConfiguration: { Subject: "Your code", Message: "It is {####}" } };

describe("SetUserPoolMfaConfig", () => {
  test("replaces all settings: omitted factors are off", async () => {
    const app = await startCognitoApp({ pool: { EmailConfiguration: OWN_SENDER } });
    const passkeys = { WebAuthnConfiguration: { RelyingPartyId: "example.com" } };
    await configure(app, { MfaConfiguration: "ON", ...TOTP, ...EMAIL, ...passkeys });
    expect(await configurationOf(app)).toEqual({
      MfaConfiguration: "ON",
      ...TOTP,
      ...EMAIL,
      ...passkeys,
    });
    await configure(app, { MfaConfiguration: "OPTIONAL", ...EMAIL });
    expect(await configurationOf(app)).toEqual({ MfaConfiguration: "OPTIONAL", ...EMAIL, ...passkeys });
    await configure(app, { WebAuthnConfiguration: { RelyingPartyId: "example.org" } });
    expect(await configurationOf(app)).toEqual({
      MfaConfiguration: "OFF",
      WebAuthnConfiguration: { RelyingPartyId: "example.org" },
    });
  });

  test("the pool keeps its SMS settings and texts", async () => {
    const app = await startCognitoApp();
    await signUpConfirmed(app, ADA);
    await givePhone(app);
    const sms = { SmsConfiguration: SMS_CONFIGURATION, SmsAuthenticationMessage: "Psst: {####}" };
    await configure(app, { MfaConfiguration: "ON", SmsMfaConfiguration: sms });
    const { UserPool } = await app.server.admin.send(new DescribeUserPoolCommand({ UserPoolId: app.poolId }));
    expect(UserPool).toMatchObject({ MfaConfiguration: "ON", ...sms });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
    expect(lastMessage(app, PHONE).text).toMatch(/^Psst: \d{6}$/);
    // They need not be sent again, and can't be turned off with other factors on.
    await configure(app, { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {} });
    await configure(app, { MfaConfiguration: "OPTIONAL", ...TOTP });
    expect(await configurationOf(app)).toEqual({
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: sms,
      ...TOTP,
    });
  });

  test.each<[string, Settings, string]>([
    [
      "MFA without a factor",
      { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: false } },
      "InvalidParameterException: Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    ],
    [
      "a factor without MFA",
      { MfaConfiguration: "OFF", ...TOTP },
      "InvalidParameterException: Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ],
    [
      "a factor without MfaConfiguration, which is then OFF",
      TOTP,
      "InvalidParameterException: Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ],
    [
      "text messages without SMS settings",
      { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {}, ...TOTP },
      "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    ],
    [
      "codes by e-mail from Cognito's own sender",
      { MfaConfiguration: "OPTIONAL", ...EMAIL, ...TOTP },
      "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
    ],
  ])("refuses %s, and changes nothing", async (_, settings, message) => {
    const app = await startCognitoApp();
    await configure(app, { MfaConfiguration: "OPTIONAL", ...TOTP });
    const before = await configurationOf(app);
    expect(await refusal(configure(app, settings))).toBe(message);
    expect(await configurationOf(app)).toEqual(before);
  });

  test("codes by e-mail need a higher tier", async () => {
    const app = await startCognitoApp({ pool: { EmailConfiguration: OWN_SENDER, UserPoolTier: "LITE" } });
    const email = configure(app, { MfaConfiguration: "OPTIONAL", ...EMAIL });
    expect(await refusal(email)).toBe(
      "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Email MFA",
    );
  });
});

describe("CreateUserPool and UpdateUserPool", () => {
  test("turn text messages on in a pool that can send them", async () => {
    const app = await startCognitoApp({
      pool: { MfaConfiguration: "ON", SmsConfiguration: SMS_CONFIGURATION },
    });
    await signUpConfirmed(app, ADA);
    await givePhone(app);
    expect(await configurationOf(app)).toEqual({ MfaConfiguration: "ON", ...SMS });
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe("SMS_MFA");
  });

  test("refuse MFA without a factor", async () => {
    const message =
      "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional";
    expect(await refusal(startCognitoApp({ pool: { MfaConfiguration: "OPTIONAL" } }))).toBe(message);
  });

  test("don't remove settings that codes by e-mail need", async () => {
    const app = await startCognitoApp({ pool: { EmailConfiguration: OWN_SENDER } });
    await configure(app, { MfaConfiguration: "OPTIONAL", ...EMAIL });
    const update = (settings: object) =>
      refusal(
        app.server.admin.send(
          new UpdateUserPoolCommand({ UserPoolId: app.poolId, MfaConfiguration: "OPTIONAL", ...settings }),
        ),
      );
    expect(await update({})).toMatch(/^InvalidParameterException: Cannot set EmailMfaConfiguration/);
    expect(await update({ EmailConfiguration: OWN_SENDER, UserPoolTier: "LITE" })).toMatch(
      /^FeatureUnavailableInTierException/,
    );
    expect(await update({ EmailConfiguration: OWN_SENDER })).toBe("not refused");
  });
});
