/** A replica of a user pool in another Region: the same users, at the endpoint of that Region. */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  CreateUserPoolReplicaCommand,
  type CreateUserPoolReplicaCommandInput,
  DeleteUserPoolCommand,
  DeleteUserPoolReplicaCommand,
  DescribeUserPoolCommand,
  GetLogDeliveryConfigurationCommand,
  ListTagsForResourceCommand,
  ListUserPoolReplicasCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  TagResourceCommand,
  UpdateUserPoolCommand,
  UpdateUserPoolReplicaCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Resource } from "../../../../cloudformation/template.ts";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { claimsOf, PASSWORD, refusal, refusals } from "../../../support/worlds/cognito-app.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";
import { startTestCloud } from "../../../support/worlds/test-cloud.ts";

const HOME = "us-east-1";
const AWAY = "eu-west-1";
const KeyConfiguration = {
  KeyType: "CUSTOMER_MANAGED_KEY",
  KmsKeyArn: `arn:aws:kms:${HOME}:000000000000:key/mrk-1234abcd`,
} as const;
/** Longer than a replica is created or deleted. */
const A_WHILE = 5_000;

const server = closeAtEnd(await startCognitoServer());
const away = closeAtEnd(cognitoClient(server.endpoint, AWAY));
let UserPoolId: string;
beforeEach(async () => {
  UserPoolId = await newPool();
});

async function newPool(settings: Partial<CreateUserPoolCommandInput> = {}): Promise<string> {
  const { UserPool } = await server.admin.send(
    new CreateUserPoolCommand({ PoolName: "people", KeyConfiguration, ...settings }),
  );
  return String(UserPool?.Id);
}

const create = (more: Partial<CreateUserPoolReplicaCommandInput> = {}) =>
  server.admin.send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName: AWAY, ...more }));
const update = (Status: "ACTIVE" | "INACTIVE", client = server.admin, RegionName = AWAY) =>
  client.send(new UpdateUserPoolReplicaCommand({ UserPoolId, RegionName, Status }));
const remove = (client = server.admin, RegionName = AWAY) =>
  client.send(new DeleteUserPoolReplicaCommand({ UserPoolId, RegionName }));
const list = async (client = server.admin) =>
  (await client.send(new ListUserPoolReplicasCommand({ UserPoolId }))).UserPoolReplicas;
const describePool = async (client = server.admin) =>
  (await client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
const arnIn = (region: string) => `arn:aws:cognito-idp:${region}:000000000000:userpool/${UserPoolId}`;

const later = () => server.clock.advance(A_WHILE);
async function replicate(): Promise<void> {
  await create();
  later();
}

const primary = () => ({ RegionName: HOME, Status: "ACTIVE", Role: "PRIMARY", UserPoolArn: arnIn(HOME) });
const secondary = (Status: string) => ({
  RegionName: AWAY,
  Status,
  Role: "SECONDARY",
  UserPoolArn: arnIn(AWAY),
});

describe("a replica", () => {
  test("is created, activated, deactivated and deleted", async () => {
    expect(await list()).toEqual([primary()]);
    expect((await create()).UserPoolReplica).toEqual(secondary("CREATING"));
    expect(await list()).toEqual([primary(), secondary("CREATING")]);
    expect(await refusal(update("ACTIVE"))).toBe(
      "InvalidParameterException: The user pool replica can't be changed while its status is CREATING.",
    );
    later();
    expect(await list()).toEqual([primary(), secondary("INACTIVE")]);
    expect((await update("ACTIVE")).UserPoolReplica).toEqual(secondary("ACTIVE"));
    expect(await list()).toEqual([primary(), secondary("ACTIVE")]);
    expect(await refusal(remove())).toBe(
      "InvalidParameterException: Only a user pool replica with the status INACTIVE can be deleted.",
    );
    await update("INACTIVE");
    expect((await remove()).UserPoolReplica).toEqual(secondary("DELETING"));
    expect(await list()).toEqual([primary(), secondary("DELETING")]);
    later();
    expect(await list()).toEqual([primary()]);
    await expect(create()).resolves.toBeDefined();
  });

  test("is refused to a pool without a multi-Region key, in the LITE tier, or with one already", async () => {
    const keyMissing =
      "InvalidParameterException: A user pool with a replica must have a KeyConfiguration with a multi-Region customer managed key.";
    const ofOneRegion = { ...KeyConfiguration, KmsKeyArn: `arn:aws:kms:${HOME}:000000000000:key/1234abcd` };
    for (const KeyConfiguration of [undefined, { KeyType: "AWS_OWNED_KEY" } as const, ofOneRegion]) {
      const other = await newPool({ KeyConfiguration });
      expect(await refusal(create({ UserPoolId: other }))).toBe(keyMissing);
    }
    const lite = await newPool({ UserPoolTier: "LITE" });
    expect(await refusal(create({ UserPoolId: lite }))).toMatch(/^FeatureUnavailableInTierException: .*LITE/);
    await create();
    expect(await refusal(create({ RegionName: "ap-south-1" }))).toMatch(/^LimitExceededException/);
  });

  test("is refused where there is no such Region or pool, and with tags of AWS", async () => {
    for (const RegionName of [HOME, "nowhere"]) {
      expect(await refusal(create({ RegionName }))).toBe(
        `InvalidParameterException: ${RegionName} is not a Region where the user pool can have a replica.`,
      );
    }
    expect(await refusal(create({ UserPoolTags: { "aws:team": "x" } }))).toMatch(/^UserPoolTaggingException/);
    expect(await refusal(create({ UserPoolId: "us-east-1_Nowhere" }))).toMatch(/^ResourceNotFoundException/);
    const notThere = "ResourceNotFoundException: User pool replica in eu-west-1 does not exist.";
    expect(await refusals([update("ACTIVE"), remove()])).toEqual([notThere, notThere]);
    expect(await refusal(update("INACTIVE", server.admin, HOME))).toMatch(/^InvalidParameterException/);
  });

  test("keeps its pool from being deleted, and from losing what replication needs", async () => {
    await replicate();
    expect(await refusal(server.admin.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe(
      "InvalidParameterException: User pool cannot be deleted. It has a replica that should be deleted first.",
    );
    const change = (settings: object) =>
      server.admin.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
    expect(await refusal(change({}))).toMatch(/multi-Region customer managed key\.$/);
    expect(await refusal(change({ KeyConfiguration, UserPoolTier: "LITE" }))).toMatch(
      /^FeatureUnavailableInTierException/,
    );
    await expect(change({ KeyConfiguration })).resolves.toBeDefined();
  });
});

describe("the endpoint of the other Region", () => {
  const admin = { Username: "ada" };
  let ClientId: string;
  const signIn = (client = away) =>
    client.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ada", PASSWORD },
      }),
    );

  beforeEach(async () => {
    const { UserPoolClient } = await server.admin.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: "server",
        ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      }),
    );
    ClientId = String(UserPoolClient?.ClientId);
    await server.admin.send(new AdminCreateUserCommand({ UserPoolId, ...admin, MessageAction: "SUPPRESS" }));
    await server.admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, ...admin, Password: PASSWORD, Permanent: true }),
    );
  });

  test("does not know the pool before its replica is created and after it is deleted", async () => {
    const unknown = `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`;
    expect(await refusal(describePool(away))).toBe(unknown);
    await create();
    expect(await refusal(describePool(away))).toBe(unknown);
    later();
    expect(await describePool(away)).toMatchObject({ Id: UserPoolId, Arn: arnIn(AWAY) });
    await remove();
    expect(await refusal(describePool(away))).toBe(unknown);
  });

  test("signs the same users in once the replica is active, with the same issuer", async () => {
    await replicate();
    expect(await refusal(signIn())).toMatch(
      /^OperationNotEnabledException: AdminInitiateAuth is not enabled/,
    );
    await update("ACTIVE", away);
    const { AuthenticationResult } = await signIn();
    const atHome = await signIn(server.admin);
    expect(claimsOf(AuthenticationResult?.AccessToken).iss).toBe(`${server.endpoint}/${UserPoolId}`);
    expect(claimsOf(AuthenticationResult?.AccessToken).sub).toBe(
      claimsOf(atHome.AuthenticationResult?.AccessToken).sub,
    );
    const users = await away.send(new ListUsersCommand({ UserPoolId }));
    expect(users.Users?.map(({ Username }) => Username)).toEqual(["ada"]);
    await expect(away.send(new AdminGetUserCommand({ UserPoolId, ...admin }))).resolves.toBeDefined();
  });

  test("refuses what only the primary does", async () => {
    await replicate();
    await update("ACTIVE");
    const respond = (ChallengeName: "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA") =>
      away.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId,
          ClientId,
          ChallengeName,
          Session: "a".repeat(20),
        }),
      );
    const refused = await refusals([
      away.send(new AdminCreateUserCommand({ UserPoolId, Username: "eve" })),
      away.send(new AdminSetUserPasswordCommand({ UserPoolId, ...admin, Password: PASSWORD })),
      away.send(new AdminUpdateUserAttributesCommand({ UserPoolId, ...admin, UserAttributes: [] })),
      away.send(new SetRiskConfigurationCommand({ UserPoolId })),
      away.send(new DeleteUserPoolCommand({ UserPoolId })),
      away.send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName: "ap-south-1" })),
      remove(away),
      respond("NEW_PASSWORD_REQUIRED"),
      respond("SOFTWARE_TOKEN_MFA"),
    ]);
    expect(refused).toHaveLength(9);
    for (const message of refused) {
      expect(message).toMatch(
        /^OperationNotEnabledException: \w+ is not enabled for this request in a secondary replica of the user pool\.$/,
      );
    }
  });

  test("has regional settings of its own; all others are the primary's", async () => {
    const functionIn = (region: string) => `arn:aws:lambda:${region}:000000000000:function:decide`;
    const atHome = {
      KeyConfiguration,
      LambdaConfig: { PreSignUp: functionIn(HOME) },
      UserPoolTags: { a: "1" },
    };
    await server.admin.send(new UpdateUserPoolCommand({ UserPoolId, ...atHome }));
    await create({ UserPoolTags: { b: "2" } });
    later();
    expect(await describePool(away)).toMatchObject({
      LambdaConfig: {},
      UserPoolTags: { b: "2" },
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      KeyConfiguration,
    });
    const change = (settings: object) => away.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
    const sender = {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: `arn:aws:ses:${AWAY}:000000000000:identity/a.example`,
    };
    const regional = {
      LambdaConfig: { PreTokenGeneration: functionIn(AWAY) },
      EmailConfiguration: sender,
      SmsConfiguration: { EumsSms: { CallerArn: "arn:aws:iam::000000000000:role/sms", Region: AWAY } },
      UserPoolTags: { c: "3" },
    };
    await change(regional);
    expect(await describePool(away)).toMatchObject({ ...regional, KeyConfiguration });
    expect(await describePool()).toMatchObject(atHome);
    expect(await describePool()).not.toHaveProperty("SmsConfiguration");
    expect(await refusal(change({ LambdaConfig: atHome.LambdaConfig }))).toBe(
      "InvalidParameterException: Cross-region lambda functions are not supported",
    );
    expect(await refusal(change({ MfaConfiguration: "OPTIONAL" }))).toBe(
      "InvalidParameterException: MfaConfiguration can only be changed in the primary Region of the user pool.",
    );

    await away.send(new TagResourceCommand({ ResourceArn: arnIn(AWAY), Tags: { d: "4" } }));
    const tagsIn = async (region: string, client = server.admin) =>
      (await client.send(new ListTagsForResourceCommand({ ResourceArn: arnIn(region) }))).Tags;
    expect(await tagsIn(AWAY, away)).toEqual({ c: "3", d: "4" });
    expect(await tagsIn(HOME)).toEqual({ a: "1" });

    const LogGroupArn = `arn:aws:logs:${AWAY}:000000000000:log-group:/auth`;
    const logs = { EventSource: "userNotification", LogLevel: "ERROR" } as const;
    const LogConfigurations = [{ ...logs, CloudWatchLogsConfiguration: { LogGroupArn } }];
    await away.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }));
    const logsOf = async (client = server.admin) =>
      (await client.send(new GetLogDeliveryConfigurationCommand({ UserPoolId }))).LogDeliveryConfiguration;
    expect(await logsOf(away)).toMatchObject({ LogConfigurations });
    expect(await logsOf()).toMatchObject({ LogConfigurations: [] });
  });

  test("calls the functions of its own Region", async () => {
    const events: object[] = [];
    const arn = `arn:aws:lambda:${AWAY}:000000000000:function:claims`;
    server.lambdas.set(arn, (event) => {
      events.push(event);
      return event;
    });
    await replicate();
    await update("ACTIVE");
    const LambdaConfig = { PreTokenGeneration: arn };
    await away.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig }));
    await signIn(server.admin);
    expect(events).toEqual([]);
    await signIn();
    expect(events).toEqual([expect.objectContaining({ region: AWAY, userPoolId: UserPoolId })]);
  });

  test("lists the pool; each Region's list names the other", async () => {
    await replicate();
    const listed = async (client = server.admin) => {
      const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      return UserPools?.find(({ Id }) => Id === UserPoolId)?.ReplicaRegions;
    };
    expect([await listed(), await listed(away)]).toEqual([[AWAY], [HOME]]);
  });
});

test("a template can have a replica", async () => {
  const cloud = closeAtEnd(await startTestCloud());
  const provision = async (replicas: Readonly<Record<string, Resource>>) => {
    const Pool = { Type: "AWS::Cognito::UserPool", Properties: { KeyConfiguration } };
    const names = { stackName: "auth-local", apiUrl: "http://localhost:3000" };
    const stack = await cloud.provision({ Resources: { Pool, ...replicas } }, names);
    expect(stack.warnings).toEqual([]);
    const { UserPoolReplicas = [] } = await cloud.cognito.call("ListUserPoolReplicas", {
      UserPoolId: String(stack.evaluate({ Ref: "Pool" }, "here")),
    });
    return UserPoolReplicas.map(({ RegionName, Status }) => `${RegionName} ${Status}`);
  };
  const Properties = {
    UserPoolId: { Ref: "Pool" },
    RegionName: AWAY,
    UserPoolTagsAtCreate: { team: "blue" },
  };
  const Replica = { Type: "AWS::Cognito::UserPoolReplica", Properties };
  expect(await provision({ Replica })).toEqual([`${HOME} ACTIVE`, `${AWAY} CREATING`]);
  cloud.clock.advance(A_WHILE);
  expect(await provision({ Replica })).toEqual([`${HOME} ACTIVE`, `${AWAY} INACTIVE`]);
  expect(await provision({})).toEqual([`${HOME} ACTIVE`, `${AWAY} DELETING`]);
});
