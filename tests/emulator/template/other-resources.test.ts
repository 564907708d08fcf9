import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Resource, Template } from "../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../local/template/provision.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

/** Resources around sign-in: mail, monitoring, secrets, a firewall, branding, risk. */
let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const provision = (Resources: Record<string, Resource>, more: Partial<Template> = {}) =>
  cloud.provision({ ...more, Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });

const ref = (stack: ProvisionedStack, name: string) => String(stack.evaluate({ Ref: name }, "here"));
const attribute = (stack: ProvisionedStack, name: string, of: string) =>
  stack.evaluate({ "Fn::GetAtt": [name, of] }, "here");

const NO_VALUE = { Ref: "AWS::NoValue" };
/** Values under a true and a false condition. */
const given = (value: unknown) => ({ "Fn::If": ["Yes", value, NO_VALUE] });
const leftOut = (value: unknown) => ({ "Fn::If": ["No", value, NO_VALUE] });
const conditions = {
  Parameters: { Choice: { Type: "String", Default: "yes" } },
  Conditions: {
    Yes: { "Fn::Equals": [{ Ref: "Choice" }, "yes"] },
    No: { "Fn::Not": [{ Condition: "Yes" }] },
  },
};

const pool: Resource = {
  Type: "AWS::Cognito::UserPool",
  Properties: {
    UserPoolName: "main",
    UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
    UserPoolTier: "PLUS",
  },
};
const client: Resource = {
  Type: "AWS::Cognito::UserPoolClient",
  Properties: { UserPoolId: { Ref: "Pool" }, ClientName: "spa" },
};

describe("SES", () => {
  const resources = (domain: string, configurationSet?: string): Record<string, Resource> => ({
    Identity: {
      Type: "AWS::SES::EmailIdentity",
      Properties: {
        EmailIdentity: domain,
        DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
        MailFromAttributes: leftOut({ MailFromDomain: `mail.${domain}` }),
      },
    },
    Mail: {
      Type: "AWS::SES::ConfigurationSet",
      Properties: {
        Name: configurationSet === undefined ? leftOut("never") : given(configurationSet),
        ReputationOptions: { ReputationMetricsEnabled: true },
      },
    },
  });
  const identities = async () =>
    (await cloud.ses.call("ListEmailIdentities", {})).EmailIdentities?.map(
      ({ IdentityName }) => IdentityName,
    );

  test("identities and configuration sets are created, renamed and removed with the template", async () => {
    const stack = await provision(resources("example.com"), conditions);
    expect(stack.warnings).toEqual([]);
    expect(ref(stack, "Identity")).toBe("example.com");
    expect(attribute(stack, "Identity", "DkimDNSTokenName1")).toMatch(
      /^[a-z0-9]{32}\._domainkey\.example\.com$/,
    );
    expect(attribute(stack, "Identity", "DkimDNSTokenValue3")).toMatch(
      /^[a-z0-9]{32}\.dkim\.amazonses\.com$/,
    );
    expect(ref(stack, "Mail")).toBe("auth-local-Mail");
    expect(await identities()).toEqual(["example.com"]);

    expect((await provision(resources("example.org", "auth"), conditions)).warnings).toEqual([]);
    expect(await identities()).toEqual(["example.org"]);
    await cloud.ses.call("GetConfigurationSet", { ConfigurationSetName: "auth" });
    await expect(
      cloud.ses.call("GetConfigurationSet", { ConfigurationSetName: "auth-local-Mail" }),
    ).rejects.toMatchObject({ code: "NotFoundException" });

    expect((await provision({})).warnings).toEqual([]);
    expect(await identities()).toEqual([]);
  });

  test("values that SES refuses and properties that are not modelled are named", async () => {
    const identity = (Properties: Record<string, unknown>) =>
      provision({ Identity: { Type: "AWS::SES::EmailIdentity", Properties } });
    await expect(identity({ EmailIdentity: "no domain" })).rejects.toThrow(
      "Resources.Identity: Domain contains control or whitespace",
    );
    expect((await identity({ EmailIdentity: "example.com", Magic: 1 })).warnings).toEqual([
      "Identity.Magic is not modelled by the local cloud",
    ]);
  });
});

test("resources without local behaviour have names in AWS's format, and no warning", async () => {
  const named = (Type: string, Properties = {}): Resource => ({ Type, Properties });
  const stack = await provision(
    {
      Topic: named("AWS::SNS::Topic", { TopicName: { "Fn::Sub": `$\{AWS::StackName}-alarms` } }),
      Unnamed: named("AWS::SNS::Topic", { TopicName: leftOut("never") }),
      Subscription: named("AWS::SNS::Subscription"),
      TopicPolicy: named("AWS::SNS::TopicPolicy"),
      Alarm: named("AWS::CloudWatch::Alarm", { AlarmName: "failures" }),
      Dashboard: named("AWS::CloudWatch::Dashboard", { DashboardName: "auth" }),
      Query: named("AWS::Logs::QueryDefinition", { Name: "sign-ins" }),
      Filter: named("AWS::Logs::MetricFilter"),
      Firewall: named("AWS::WAFv2::WebACL", { Scope: "REGIONAL" }),
      Association: named("AWS::WAFv2::WebACLAssociation"),
      SenderKey: named("AWS::KMS::Key", { EnableKeyRotation: true }),
      SenderKeyAlias: named("AWS::KMS::Alias", { TargetKeyId: { Ref: "SenderKey" } }),
      Secret: named("AWS::SecretsManager::Secret", { Name: "auth/google" }),
    },
    conditions,
  );
  expect(stack.warnings).toEqual([]);
  expect(ref(stack, "Topic")).toBe("arn:aws:sns:us-east-1:000000000000:auth-local-alarms");
  expect(attribute(stack, "Topic", "TopicName")).toBe("auth-local-alarms");
  expect(ref(stack, "Unnamed")).toBe("arn:aws:sns:us-east-1:000000000000:auth-local-Unnamed");
  expect(attribute(stack, "Alarm", "Arn")).toBe("arn:aws:cloudwatch:us-east-1:000000000000:alarm:failures");
  expect(ref(stack, "Dashboard")).toBe("auth");
  expect(ref(stack, "Secret")).toBe("arn:aws:secretsmanager:us-east-1:000000000000:secret:auth/google");
  expect(ref(stack, "SenderKey")).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  expect(attribute(stack, "SenderKey", "Arn")).toBe(
    `arn:aws:kms:us-east-1:000000000000:key/${ref(stack, "SenderKey")}`,
  );
  expect(attribute(stack, "Firewall", "Arn")).toMatch(
    /^arn:aws:wafv2:us-east-1:000000000000:regional\/webacl\//,
  );
});

test("sessions are tracked as the template says, and no longer without the resource", async () => {
  const resources = (MaxPerUser: number): Record<string, Resource> => ({
    Pool: pool,
    Client: client,
    Sessions: {
      Type: "AWS::Cognito::UserPoolSessionConfigurationAttachment",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        UserSessionTracking: "ENABLED",
        TokenSession: { MaxPerUser },
      },
    },
    ClientSessions: {
      Type: "AWS::Cognito::UserPoolClientSessionConfigurationAttachment",
      DependsOn: "Sessions",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ClientId: { Ref: "Client" },
        SSOSession: { MaxValidityMinutes: 0 },
      },
    },
  });
  const stack = await provision(resources(5), conditions);
  expect(stack.warnings).toEqual([]);
  const UserPoolId = ref(stack, "Pool");
  const ClientId = ref(stack, "Client");
  const tracking = () => cloud.cognito.call("GetUserPoolSessionConfiguration", { UserPoolId });
  const ofClient = () =>
    cloud.cognito.call("GetUserPoolClientSessionConfiguration", { UserPoolId, ClientId });
  const enabled = { UserPoolId, UserSessionTracking: "ENABLED" };
  expect(await tracking()).toEqual({ ...enabled, TokenSession: { MaxPerUser: 5 } });
  expect((await ofClient()).SSOSession).toEqual({ MaxValidityMinutes: 0 });

  const changed = await provision(resources(7), conditions);
  expect(changed.warnings).toEqual([]);
  expect(await tracking()).toEqual({ ...enabled, TokenSession: { MaxPerUser: 7 } });

  const { Pool, Client } = resources(7);
  const removed = await provision({ Pool, Client } as Record<string, Resource>, conditions);
  expect(removed.warnings).toEqual([]);
  expect(await tracking()).toMatchObject({
    UserSessionTracking: "DISABLED",
    TokenSession: { MaxPerUser: 20 },
  });
  expect((await ofClient()).SSOSession).toEqual({ MaxValidityMinutes: 60 });
});

describe("risk and branding", () => {
  const block = { EventAction: "BLOCK" };
  const resources = (event: string): Record<string, Resource> => ({
    Pool: pool,
    Client: client,
    Risk: {
      Type: "AWS::Cognito::UserPoolRiskConfigurationAttachment",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ClientId: "ALL",
        CompromisedCredentialsRiskConfiguration: { Actions: block, EventFilter: [event] },
        RiskExceptionConfiguration: leftOut({ BlockedIPRangeList: ["203.0.113.0/24"] }),
      },
    },
    Branding: {
      Type: "AWS::Cognito::ManagedLoginBranding",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ClientId: { Ref: "Client" },
        UseCognitoProvidedValues: leftOut(true),
        Settings: given({ categories: { global: { colorSchemeMode: "LIGHT" } } }),
      },
    },
  });
  const riskOf = async (UserPoolId: string) =>
    (await cloud.cognito.call("DescribeRiskConfiguration", { UserPoolId })).RiskConfiguration
      ?.CompromisedCredentialsRiskConfiguration;

  test("are created, changed and removed through Cognito's own operations", async () => {
    const stack = await provision(resources("SIGN_IN"), conditions);
    expect(stack.warnings).toEqual([]);
    const UserPoolId = ref(stack, "Pool");
    expect(await riskOf(UserPoolId)).toEqual({ Actions: block, EventFilter: ["SIGN_IN"] });
    const ManagedLoginBrandingId = String(attribute(stack, "Branding", "ManagedLoginBrandingId"));
    const branding = { UserPoolId, ManagedLoginBrandingId };
    expect(
      (await cloud.cognito.call("DescribeManagedLoginBranding", branding)).ManagedLoginBranding,
    ).toMatchObject({ Settings: { categories: { global: { colorSchemeMode: "LIGHT" } } } });

    expect((await provision(resources("SIGN_UP"), conditions)).warnings).toEqual([]);
    expect(await riskOf(UserPoolId)).toEqual({ Actions: block, EventFilter: ["SIGN_UP"] });

    expect((await provision({ Pool: pool, Client: client })).warnings).toEqual([]);
    expect(await riskOf(UserPoolId)).toBeUndefined();
    await expect(cloud.cognito.call("DescribeManagedLoginBranding", branding)).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });
});

const reference = "{{resolve:secretsmanager:auth/google:SecretString:client_secret}}";
const google = (client_id: unknown): Resource => ({
  Type: "AWS::Cognito::UserPoolIdentityProvider",
  Properties: {
    UserPoolId: { Ref: "Pool" },
    ProviderName: "Google",
    ProviderType: "Google",
    ProviderDetails: { client_id, client_secret: reference, authorize_scopes: "openid email" },
  },
});

describe("the secret of a provider", () => {
  test("is the placeholder, without a warning, if a stand-in replaces the provider", async () => {
    const Parameters = { GoogleClientId: { Type: "String", Default: "local-google" } };
    const stack = await provision({ Pool: pool, Google: google({ Ref: "GoogleClientId" }) }, { Parameters });
    expect(stack.warnings).toEqual([]);
  });

  test("is the value of its variable, which no warning repeats", async () => {
    const secrets = { LOCAL_SECRET_GOOGLE_CLIENT_SECRET: "GOCSPX-given" };
    const other = await startTestCloud({ secrets });
    try {
      const names = { stackName: "auth-local", apiUrl: "http://localhost:3000" };
      const another = reference.replace("google", "facebook");
      const stack = await other.provision({ Resources: { Pool: pool, Google: google("id") } }, names);
      const { IdentityProvider } = await other.cognito.call("DescribeIdentityProvider", {
        UserPoolId: ref(stack, "Pool"),
        ProviderName: "Google",
      });
      expect(IdentityProvider?.ProviderDetails?.client_secret).toBe("GOCSPX-given");
      expect(stack.evaluate([reference, another], "here")).toEqual(["GOCSPX-given", "local-placeholder"]);
      expect(stack.warnings).toEqual([expect.stringContaining("LOCAL_SECRET_FACEBOOK_CLIENT_SECRET")]);
      expect(stack.warnings.join()).not.toContain("GOCSPX");
    } finally {
      await other.close();
    }
  });
});

test("a secret is a placeholder, and each of its uses is named", async () => {
  const stack = await provision({ Pool: pool, Google: google("id") });
  const warning = (path: string) =>
    `${path}: the local cloud does not look up ${reference}; "local-placeholder" stands for it, ` +
    "and LOCAL_SECRET_GOOGLE_CLIENT_SECRET gives another value";
  const inProvider = warning("Resources.Google.Properties.ProviderDetails.client_secret");
  expect(stack.warnings).toEqual([inProvider]);
  const { IdentityProvider } = await cloud.cognito.call("DescribeIdentityProvider", {
    UserPoolId: ref(stack, "Pool"),
    ProviderName: "Google",
  });
  expect(IdentityProvider?.ProviderDetails?.client_secret).toBe("local-placeholder");
  expect(stack.evaluate({ SECRET: reference }, "environment")).toEqual({ SECRET: "local-placeholder" });
  expect(stack.warnings).toEqual([inProvider, warning("environment.SECRET")]);
});

test("conditional properties are present or absent, in every created type", async () => {
  const inPool = (type: string, Properties: Record<string, unknown>): Resource => ({
    Type: `AWS::Cognito::${type}`,
    Properties: { UserPoolId: { Ref: "Pool" }, ...Properties },
  });
  const stack = await provision(
    {
      Pool: {
        Type: "AWS::Cognito::UserPool",
        Properties: {
          UserPoolName: given("conditional"),
          AliasAttributes: leftOut(["email"]),
          AutoVerifiedAttributes: [given("email"), leftOut("phone_number")],
          Policies: { PasswordPolicy: given({ MinimumLength: 12, RequireSymbols: leftOut(true) }) },
        },
      },
      Client: inPool("UserPoolClient", {
        ClientName: given("spa"),
        AccessTokenValidity: leftOut(5),
        CallbackURLs: leftOut(["https://app.example"]),
        SupportedIdentityProviders: ["COGNITO", leftOut("Google")],
      }),
      Group: inPool("UserPoolGroup", {
        GroupName: "users",
        Description: leftOut("never"),
        Precedence: given(3),
      }),
      Api: inPool("UserPoolResourceServer", {
        Identifier: "api",
        Name: "API",
        Scopes: [
          given({ ScopeName: "a", ScopeDescription: "A" }),
          leftOut({ ScopeName: "b", ScopeDescription: "B" }),
        ],
      }),
      Google: {
        ...inPool("UserPoolIdentityProvider", { ProviderName: "Google", ProviderType: "Google" }),
        Condition: "No",
      },
      Domain: inPool("UserPoolDomain", { Domain: "people", ManagedLoginVersion: leftOut(2) }),
      Identities: {
        Type: "AWS::Cognito::IdentityPool",
        Properties: {
          IdentityPoolName: leftOut("never"),
          AllowUnauthenticatedIdentities: false,
          SupportedLoginProviders: leftOut({ "accounts.google.com": "x" }),
        },
      },
      Bucket: {
        Type: "AWS::S3::Bucket",
        Properties: {
          BucketName: given("conditional"),
          VersioningConfiguration: leftOut({ Status: "Enabled" }),
        },
      },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [
            { AttributeName: "PK", AttributeType: "S" },
            leftOut({ AttributeName: "SK", AttributeType: "S" }),
          ],
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
          StreamSpecification: leftOut({ StreamViewType: "NEW_IMAGE" }),
        },
      },
    },
    conditions,
  );
  expect(stack.warnings).toEqual([]);
  const UserPoolId = ref(stack, "Pool");
  const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
  expect(UserPool).toMatchObject({
    Name: "conditional",
    AutoVerifiedAttributes: ["email"],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  });
  expect(UserPool?.AliasAttributes).toBeUndefined();
  const ClientId = ref(stack, "Client");
  expect(
    (await cloud.cognito.call("DescribeUserPoolClient", { UserPoolId, ClientId })).UserPoolClient,
  ).toMatchObject({ ClientName: "spa", SupportedIdentityProviders: ["COGNITO"] });
  const { Group } = await cloud.cognito.call("GetGroup", { UserPoolId, GroupName: "users" });
  expect(Group).toMatchObject({ Precedence: 3 });
  expect(Group?.Description).toBeUndefined();
  const { ResourceServer } = await cloud.cognito.call("DescribeResourceServer", {
    UserPoolId,
    Identifier: "api",
  });
  expect(ResourceServer?.Scopes).toEqual([{ ScopeName: "a", ScopeDescription: "A" }]);
  expect(ref(stack, "Bucket")).toBe("conditional");
  expect(() => ref(stack, "Google")).toThrow("Google is neither a resource nor a parameter of this template");
});
