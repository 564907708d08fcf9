import { createHmac } from "node:crypto";
import type { ExplicitAuthFlowsType } from "@aws-sdk/client-cognito-identity-provider";
import type { CloudUnderFuzz } from "./cloud-under-fuzz.ts";
import { type Knowledge, recordingCalls } from "./population.ts";

export interface PoolUnderFuzz extends Knowledge {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

/** Every way to sign in. */
const FLOWS = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
] as const;

const EmailConfiguration = {
  EmailSendingAccount: "DEVELOPER",
  SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
} as const;

const KeyConfiguration = {
  KeyType: "CUSTOMER_MANAGED_KEY",
  KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/mrk-1",
} as const;

/** A pool with factors, devices, custom attributes and events, with a public and a confidential client. */
export async function populatePool({ cognito, advance }: CloudUnderFuzz): Promise<PoolUnderFuzz> {
  const { call, examples } = recordingCalls(cognito);
  const { UserPool } = await call("CreateUserPool", {
    PoolName: "people",
    AliasAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    Schema: [
      { Name: "team", AttributeDataType: "String", Mutable: true },
      {
        Name: "level",
        AttributeDataType: "Number",
        Mutable: true,
        NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" },
      },
    ],
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
    EmailConfiguration,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
    UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    UserPoolTags: { team: "blue" },
    DcrConfiguration: { OpenDcrEnabled: true, AllowedScopes: ["aws.cognito.signin.user.admin"] },
  });
  const UserPoolId = String(UserPool?.Id);
  await call("SetUserPoolMfaConfig", {
    UserPoolId,
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
    WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "preferred" },
  });
  const client = { UserPoolId, ExplicitAuthFlows: FLOWS, EnableTokenRevocation: true } as const;
  const open = await call("CreateUserPoolClient", { ...client, ClientName: "spa" });
  const confidential = await call("CreateUserPoolClient", {
    ...client,
    ClientName: "server",
    GenerateSecret: true,
    PreventUserExistenceErrors: "ENABLED",
  });
  const { ClientId: confidentialId = "", ClientSecret: secret = "" } = confidential.UserPoolClient ?? {};
  const ClientId = String(open.UserPoolClient?.ClientId);
  const second = { UserPoolId, ClientId: confidentialId };
  await call("SetUserPoolSessionConfiguration", {
    UserPoolId,
    UserSessionTracking: "ENABLED",
    TokenSession: { MaxPerUser: 20 },
  });
  const SSOSession = { MaxValidityMinutes: 600 };
  await call("SetUserPoolClientSessionConfiguration", { UserPoolId, ClientId, SSOSession });
  const { ClientSecretDescriptor } = await call("AddUserPoolClientSecret", second);
  const third = await call("CreateUserPoolClient", { ...client, ClientName: "worker", GenerateSecret: true });
  const createReplicable = async (PoolName: string) =>
    String((await call("CreateUserPool", { PoolName, KeyConfiguration })).UserPool?.Id);
  const machine = await call("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "machine",
    GenerateSecret: true,
    ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType],
  });
  const empty = await call("CreateUserPool", { PoolName: "nobody" });
  const replica = { RegionName: "eu-west-1", UserPoolTags: { team: "blue" } };
  const copied = { UserPoolId: await createReplicable("copied") };
  await call("CreateUserPoolReplica", { ...copied, ...replica });
  advance(5_000);
  const Status = "INACTIVE";
  await call("UpdateUserPoolReplica", { ...copied, RegionName: replica.RegionName, Status });
  await call("ListUserPoolReplicas", copied);
  const replicable = { UserPoolId: await createReplicable("replicable") };
  const LimitDefinition = { LimitClass: "API_CATEGORY", Attributes: { Category: "UserCreation" } } as const;
  await call("UpdateProvisionedLimit", { LimitDefinition, RequestedLimitValue: 60 });
  await call("GetProvisionedLimit", { LimitDefinition });
  const machineToken = {
    ClientId: String(machine.UserPoolClient?.ClientId),
    Secret: String(machine.UserPoolClient?.ClientSecret),
    ClientMetadata: { order: "7" },
  };
  await call("GetClientToken", machineToken);
  const secretHash = createHmac("sha256", secret).update(`ada${confidentialId}`).digest("base64");
  return {
    UserPoolId,
    ClientId,
    known: {
      UserPoolId: [UserPoolId, empty.UserPool?.Id],
      ClientId: [ClientId, confidentialId],
      ClientSecret: [secret],
      ClientSecretId: [ClientSecretDescriptor?.ClientSecretId],
      SecretHash: [secretHash],
      SECRET_HASH: [secretHash],
      ResourceArn: [UserPool?.Arn],
      TagKeys: ["team"],
      LambdaArn: ["arn:aws:lambda:us-east-1:000000000000:function:trigger"],
      SourceArn: [EmailConfiguration.SourceArn],
      SnsCallerArn: ["arn:aws:iam::000000000000:role/sms"],
      MinValue: ["0", "-1", "x"],
      MaxValue: ["9", "1e999"],
      MinLength: ["0", "300"],
      MaxLength: ["2048", "-5"],
      KmsKeyArn: [KeyConfiguration.KmsKeyArn],
      RegionName: [replica.RegionName, "us-east-1"],
      Category: ["UserCreation", "UserRead", "Coffee"],
      RequestedLimitValue: [70, 50, 100_000],
      RelyingPartyId: ["localhost", "example.com"],
    },
    examples: {
      ...examples,
      AddCustomAttributes: [
        { UserPoolId, CustomAttributes: [{ Name: "size", AttributeDataType: "String" }] },
        { UserPoolId, CustomAttributes: [{ Name: "born", AttributeDataType: "DateTime", Mutable: true }] },
      ],
      AddUserPoolClientSecret: [{ UserPoolId, ClientId: third.UserPoolClient?.ClientId }],
      UpdateUserPool: [{ UserPoolId, MfaConfiguration: "OPTIONAL", EmailConfiguration }],
      CreateUserPoolReplica: [{ ...replicable, ...replica }],
      DeleteUserPoolReplica: [{ ...copied, RegionName: replica.RegionName }],
      GetClientToken: [machineToken],
      DeleteUserPool: [{ UserPoolId: empty.UserPool?.Id }],
      DeleteUserPoolClientSecret: [{ ...second, ClientSecretId: ClientSecretDescriptor?.ClientSecretId }],
    },
  };
}
