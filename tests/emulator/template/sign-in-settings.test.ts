import { expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

/** Pool settings that CloudFormation applies after CreateUserPool: factors, passkeys, styles, risk. */
const cloud = closeAtEnd(await startTestCloud());

async function provision(
  poolProperties: Record<string, unknown>,
  others: Record<string, Resource> = {},
): Promise<string> {
  const Pool = { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "main", ...poolProperties } };
  const stack = await cloud.provision(
    { Resources: { Pool, ...others } },
    { stackName: "auth-local", apiUrl: "http://localhost:3000" },
  );
  expect(stack.warnings).toEqual([]);
  return String(stack.evaluate({ Ref: "Pool" }, "here"));
}

const sender = {
  EmailSendingAccount: "DEVELOPER",
  SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
};
const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::000000000000:role/sms", ExternalId: "x" };

test("factors and passkeys are set, changed and reset", async () => {
  const UserPoolId = await provision({
    MfaConfiguration: "OPTIONAL",
    EnabledMfas: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SMS_MFA"],
    EmailAuthenticationSubject: "Code",
    EmailAuthenticationMessage: "It is {####}",
    EmailConfiguration: sender,
    SmsConfiguration,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
    WebAuthnRelyingPartyID: "localhost",
    WebAuthnUserVerification: "required",
    WebAuthnFactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
  });
  const settings = () => cloud.cognito.call("GetUserPoolMfaConfig", { UserPoolId });
  expect(await settings()).toEqual({
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: { Subject: "Code", Message: "It is {####}" },
    SmsMfaConfiguration: { SmsConfiguration },
    WebAuthnConfiguration: {
      RelyingPartyId: "localhost",
      UserVerification: "required",
      FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
    },
  });

  await provision({ MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
  expect(await settings()).toMatchObject({
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  expect(await settings()).not.toHaveProperty("EmailMfaConfiguration");

  await provision({ MfaConfiguration: "OFF" });
  expect(await settings()).toMatchObject({ MfaConfiguration: "OFF" });
  expect(await settings()).not.toHaveProperty("SoftwareTokenMfaConfiguration");
});

test("names of authentication levels are set, for the pool and for an OpenID provider", async () => {
  const AcrConfiguration = { Level4: { AcrValue: "urn:example:strong" } };
  const AcrMapping = { Level4: "gold" };
  const Corp = (mapping: Record<string, unknown>): Resource => ({
    Type: "AWS::Cognito::UserPoolIdentityProvider",
    Properties: {
      UserPoolId: { Ref: "Pool" },
      ProviderName: "Corp",
      ProviderType: "OIDC",
      ProviderDetails: {
        client_id: "id",
        attributes_request_method: "GET",
        oidc_issuer: "https://id.example.com",
        authorize_scopes: "openid",
      },
      ...mapping,
    },
  });
  const UserPoolId = await provision({ AcrConfiguration }, { Corp: Corp({ AcrMapping }) });
  const named = async () => {
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
    return UserPool?.AcrConfiguration?.Level4?.AcrValue;
  };
  const provider = { UserPoolId, ProviderName: "Corp" };
  const { IdentityProvider } = await cloud.cognito.call("DescribeIdentityProvider", provider);
  expect([await named(), IdentityProvider?.AcrMapping]).toEqual(["urn:example:strong", AcrMapping]);
  await provision({}, { Corp: Corp({}) });
  expect(await named()).toBe("urn:cognito:loa:4");
});

test("a template is refused if Cognito refuses its settings", async () => {
  await expect(provision({ MfaConfiguration: "OPTIONAL", EnabledMfas: [] })).rejects.toThrow(
    "Resources.Pool",
  );
});

test("a client's style and the pool's risk configuration are set, changed and removed", async () => {
  const inPool = (type: string, Properties: Record<string, unknown>): Resource => ({
    Type: `AWS::Cognito::${type}`,
    Properties: { UserPoolId: { Ref: "Pool" }, ...Properties },
  });
  const Client = inPool("UserPoolClient", { ClientName: "spa" });
  const risk = (EventAction: string) =>
    inPool("UserPoolRiskConfigurationAttachment", {
      ClientId: "ALL",
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction } },
    });
  const plus = { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } };
  const Style = inPool("ManagedLoginBranding", {
    ClientId: { Ref: "Client" },
    UseCognitoProvidedValues: true,
  });

  const UserPoolId = await provision(plus, { Client, Style, Risk: risk("BLOCK") });
  const { UserPoolClients } = await cloud.cognito.call("ListUserPoolClients", { UserPoolId });
  const ClientId = UserPoolClients?.[0]?.ClientId ?? "";
  const style = () => cloud.cognito.call("DescribeManagedLoginBrandingByClient", { UserPoolId, ClientId });
  const riskNow = async () =>
    (await cloud.cognito.call("DescribeRiskConfiguration", { UserPoolId })).RiskConfiguration;
  expect((await style()).ManagedLoginBranding).toMatchObject({ UseCognitoProvidedValues: true });
  expect(await riskNow()).toMatchObject({
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" } },
  });

  await provision(plus, { Client, Style, Risk: risk("NO_ACTION") });
  expect(await riskNow()).toMatchObject({
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "NO_ACTION" } },
  });

  await provision(plus, { Client });
  await expect(style()).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  expect(await riskNow()).not.toHaveProperty("CompromisedCredentialsRiskConfiguration");
});
