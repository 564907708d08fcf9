import type { Properties, Resource, Template } from "../../../cloudformation/template.ts";
import type { DeployedState, LivePool } from "../../../scripts/preflight/deployed-state.ts";

/** A small stack like the service's, as its template would be packaged. */
export function stackTemplate(): Template {
  return {
    Resources: {
      Pool: retained("AWS::Cognito::UserPool", {
        UserPoolName: "serverless-auth-prod",
        UserPoolTier: "ESSENTIALS",
        DeletionProtection: "ACTIVE",
        UsernameAttributes: ["email"],
        UsernameConfiguration: { CaseSensitive: false },
        AutoVerifiedAttributes: ["email"],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
        MfaConfiguration: "OPTIONAL",
        EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
        EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: false,
            RequireUppercase: false,
            RequireNumbers: true,
            RequireSymbols: false,
            PasswordHistorySize: 5,
            TemporaryPasswordValidityDays: 7,
          },
          SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
        },
        Schema: [attribute("email", { Required: true }), attribute("tenant", {})],
      }),
      Client: {
        Type: "AWS::Cognito::UserPoolClient",
        Properties: {
          UserPoolId: { Ref: "Pool" },
          ClientName: "spa",
          GenerateSecret: false,
          ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
          RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
          CallbackURLs: ["https://app.example.com/callback"],
          AllowedOAuthFlows: ["code"],
          AllowedOAuthScopes: ["openid"],
          SupportedIdentityProviders: ["COGNITO"],
          RefreshTokenValidity: 30,
          TokenValidityUnits: { RefreshToken: "days" },
        },
      },
      Group: {
        Type: "AWS::Cognito::UserPoolGroup",
        Properties: { UserPoolId: { Ref: "Pool" }, GroupName: "users" },
      },
      Domain: {
        Type: "AWS::Cognito::UserPoolDomain",
        Properties: { UserPoolId: { Ref: "Pool" }, Domain: "auth-prod", ManagedLoginVersion: 2 },
      },
      Table: retained("AWS::DynamoDB::Table", {
        DeletionProtectionEnabled: true,
        KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
        GlobalSecondaryIndexes: [index("GSI1")],
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
      Bucket: retained("AWS::S3::Bucket", {}),
      Role: { Type: "AWS::IAM::Role", Properties: { Path: "/" } },
      Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/auth" } },
    },
  };
}

const retained = (Type: string, Properties: Properties): Resource => ({
  Type,
  DeletionPolicy: "Retain",
  UpdateReplacePolicy: "Retain",
  Properties,
});

export const index = (IndexName: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: `${IndexName}PK`, KeyType: "HASH" }],
});

export const attribute = (Name: string, rest: Properties) => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
  ...rest,
});

/** The exact result of deploying that template, with the pool as DescribeUserPool returns it. */
export function deployedState(template: Template, live: Partial<LivePool> = {}): DeployedState {
  const { UserPoolName, Schema, ...pool } = template.Resources.Pool?.Properties ?? {};
  const attributes = Schema as { Name: string }[];
  const client = template.Resources.Client?.Properties ?? {};
  return {
    stack: { template, parameters: {} },
    pools: new Map([
      [
        "Pool",
        {
          pool: {
            ...pool,
            Name: String(UserPoolName),
            SchemaAttributes: attributes.map((entry) => ({
              ...entry,
              Name: entry.Name === "email" ? entry.Name : `custom:${entry.Name}`,
            })),
          },
          clients: new Map([["Client", client]]),
          groups: [{ GroupName: "users" }],
          providers: [],
          ...live,
        },
      ],
    ]),
    strayPools: new Map(),
  };
}
