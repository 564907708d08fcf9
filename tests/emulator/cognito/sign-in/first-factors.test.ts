/** The first factors that a pool may have with second factors and in its tier, and what a user can then choose. */
import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  type AuthFactorType,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { type CognitoApp, PASSWORD, refusal, signUpConfirmed } from "../../../support/worlds/cognito-app.ts";
import { beginChoice, startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";
const GHOST = "ghost@example.com";

describe("with second factors", () => {
  const requireMfa = (app: CognitoApp, MfaConfiguration: "OPTIONAL" | "ON") =>
    app.server.admin.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: app.poolId,
        MfaConfiguration,
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" } },
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );

  test("a user with a second factor cannot start with a code, and is asked for that factor after the password", async () => {
    const app = await startPasswordlessApp();
    await signUpConfirmed(app, ADA);
    await requireMfa(app, "OPTIONAL");
    expect((await beginChoice(app, ADA)).AvailableChallenges).toContain("EMAIL_OTP");
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        UserAttributes: [{ Name: "phone_number", Value: "+12025550100" }],
      }),
    );
    await app.server.admin.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        SMSMfaSettings: { Enabled: true },
      }),
    );
    expect(await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" })).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
    });
    const { ChallengeName } = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    expect(ChallengeName).toBe("SMS_MFA");
  });

  test("a pool that requires one has passwords only", async () => {
    const app = await startPasswordlessApp(undefined, { factors: ["PASSWORD"] });
    await signUpConfirmed(app, ADA);
    await requireMfa(app, "ON");
    for (const name of [ADA, GHOST]) {
      expect((await beginChoice(app, name)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
    }
    const { ChallengeName } = await beginChoice(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    expect(ChallengeName).toBe("MFA_SETUP");
  });

  test.each([
    [
      ["PASSWORD", "EMAIL_OTP"],
      "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
    ],
    [
      ["PASSWORD", "SMS_OTP"],
      "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
    ],
    [
      ["PASSWORD", "WEB_AUTHN"],
      "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
    ],
  ] satisfies [AuthFactorType[], string][])(
    "MFA is not required in a pool with %p",
    async (factors, message) => {
      const app = await startPasswordlessApp(undefined, { factors });
      expect(await refusal(requireMfa(app, "ON"))).toBe(`InvalidParameterException: ${message}`);
      const { MfaConfiguration } = await app.server.admin.send(
        new GetUserPoolMfaConfigCommand({ UserPoolId: app.poolId }),
      );
      expect(MfaConfiguration).toBe("OFF");
    },
  );
});

describe("the LITE tier has no choice of first factors", () => {
  const createLite = (app: CognitoApp, AllowedFirstAuthFactors: AuthFactorType[]) =>
    app.server.admin.send(
      new CreateUserPoolCommand({
        PoolName: "lite",
        UserPoolTier: "LITE",
        Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
      }),
    );

  test("it refuses codes, passkeys and clients with USER_AUTH", async () => {
    const app = await startPasswordlessApp();
    for (const factor of ["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const) {
      expect(await refusal(createLite(app, ["PASSWORD", factor]))).toBe(
        "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In",
      );
    }
    const { UserPool } = await createLite(app, ["PASSWORD"]);
    const client = new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: "spa",
      ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
    });
    expect(await refusal(app.server.admin.send(client))).toMatch(/^FeatureUnavailableInTierException/);
  });
});
