/** A pool belongs to the region for which its request was signed, and exists only there. */
import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  ListIdentitiesCommand,
  ListIdentityPoolsCommand,
  ListTagsForResourceCommand as ListIdentityPoolTagsCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListTagsForResourceCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  SignUpCommand,
  TagResourceCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { claimsOf, PASSWORD, refusal } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startTestCloud } from "../../../support/worlds/test-cloud.ts";

const HOME = "us-east-1";
const REGIONS = ["eu-central-1", "ap-southeast-2", "us-gov-west-1", HOME];
const credentials = { accessKeyId: "anything", secretAccessKey: "will do" };

const events: { readonly region: string; readonly userPoolId: string }[] = [];
const clients = new Map<string, CognitoIdentityProviderClient>();
const inRegion = (region: string) => {
  const client = clients.get(region) ?? cognitoClient(cloud.endpoint, region);
  clients.set(region, client);
  return client;
};
const identitiesIn = (region: string) =>
  new CognitoIdentityClient({ endpoint: cloud.endpoint, region, credentials, maxAttempts: 1 });

const cloud = closeAtEnd(
  await startTestCloud({
    lambdas: {
      invoke: async (_arn, event) => {
        events.push(event as (typeof events)[number]);
        return { kind: "result", payload: event };
      },
    },
  }),
);

describe.each(REGIONS)("a user pool in %s", (region) => {
  const elsewhere = REGIONS.filter((other) => other !== region);
  let UserPoolId: string;
  let ClientId: string;
  let arn: string;
  beforeAll(async () => {
    const admin = inRegion(region);
    UserPoolId = await createPool(
      { admin },
      { LambdaConfig: { PreSignUp: `arn:aws:lambda:${region}:000000000000:function:decide` } },
    );
    ClientId = await createClient({ admin }, UserPoolId);
    const { UserPool } = await admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    arn = UserPool?.Arn ?? "";
    const Username = "ada@example.com";
    await admin.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
    await admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
  });

  test("has the region in its id and its ARN, and is in its list", async () => {
    expect(UserPoolId).toMatch(new RegExp(`^${region}_[0-9A-Za-z]{9}$`));
    expect(arn).toBe(`arn:aws:cognito-idp:${region}:000000000000:userpool/${UserPoolId}`);
    const list = async (from: string) => {
      const { UserPools = [] } = await inRegion(from).send(new ListUserPoolsCommand({ MaxResults: 60 }));
      return UserPools.map(({ Id }) => Id);
    };
    expect(await list(region)).toContain(UserPoolId);
    for (const other of elsewhere) expect(await list(other)).not.toContain(UserPoolId);
  });

  test.each([
    ["DescribeUserPool", () => new DescribeUserPoolCommand({ UserPoolId })],
    ["UpdateUserPool", () => new UpdateUserPoolCommand({ UserPoolId })],
    ["DeleteUserPool", () => new DeleteUserPoolCommand({ UserPoolId })],
    ["DescribeUserPoolClient", () => new DescribeUserPoolClientCommand({ UserPoolId, ClientId })],
    ["ListUsers", () => new ListUsersCommand({ UserPoolId })],
    ["AdminGetUser", () => new AdminGetUserCommand({ UserPoolId, Username: "ada@example.com" })],
    [
      "AdminInitiateAuth",
      () =>
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
        }),
    ],
  ])("%s does not find it from another region", async (_name, command) => {
    for (const other of elsewhere) {
      expect(await refusal(inRegion(other).send(command() as never))).toBe(
        `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`,
      );
    }
  });

  test("tags belong to its ARN in its own region", async () => {
    await inRegion(region).send(new TagResourceCommand({ ResourceArn: arn, Tags: { team: region } }));
    expect((await inRegion(region).send(new ListTagsForResourceCommand({ ResourceArn: arn }))).Tags).toEqual({
      team: region,
    });
    for (const other of elsewhere) {
      for (const ResourceArn of [arn, arn.replace(`:${region}:`, `:${other}:`)]) {
        const list = new ListTagsForResourceCommand({ ResourceArn });
        expect(await refusal(inRegion(other).send(list))).toMatch(/^ResourceNotFoundException/);
      }
    }
  });

  test("unsigned requests find it by its client, and its trigger gets the pool's region", async () => {
    const unsigned = async (operation: string, body: object) => {
      const response = await fetch(cloud.endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, never> };
    };
    const signUp = { ClientId, Username: "eve@example.com", Password: PASSWORD };
    expect((await unsigned("SignUp", signUp)).status).toBe(200);
    expect(events.at(-1)).toMatchObject({ region, userPoolId: UserPoolId });
    const AuthParameters = { USERNAME: "ada@example.com", PASSWORD };
    const begun = { ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
    const { AuthenticationResult } = (await unsigned("InitiateAuth", begun)).body as never as {
      AuthenticationResult: { AccessToken: string };
    };
    const { AccessToken } = AuthenticationResult;
    expect(claimsOf(AccessToken)).toMatchObject({ iss: `${cloud.endpoint}/${UserPoolId}` });
    expect((await unsigned("GetUser", { AccessToken })).status).toBe(200);
  });

  test("the SDK signs in from any region, because it does not sign public operations", async () => {
    for (const other of REGIONS) {
      const begin = new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
      });
      const { AuthenticationResult } = await inRegion(other).send(begin);
      const { AccessToken } = AuthenticationResult ?? {};
      const { Username } = await inRegion(other).send(new GetUserCommand({ AccessToken }));
      expect(Username).toBeDefined();
    }
  });
});

test("a list's pages contain only pools of their region", async () => {
  const [one, other] = [inRegion("sa-east-1"), inRegion("ca-central-1")];
  for (const client of [one, other, one]) {
    await client.send(new CreateUserPoolCommand({ PoolName: "paged" }));
  }
  const first = await one.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  const second = await one.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken: first.NextToken }));
  expect(
    [first, second].flatMap(({ UserPools = [] }) => UserPools).map(({ Id }) => Id?.split("_")[0]),
  ).toEqual(["sa-east-1", "sa-east-1"]);
  expect(second.NextToken).toBeUndefined();
  const foreign = new ListUserPoolsCommand({ MaxResults: 1, NextToken: first.NextToken });
  expect(await refusal(other.send(foreign))).toBe("InvalidParameterException: Invalid pagination token.");
});

test("each region has its own prefix domains; a custom domain is unique worldwide", async () => {
  const CustomDomainConfig = { CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/x" };
  const pools = new Map<string, string>();
  for (const region of ["eu-west-1", "eu-west-3"]) {
    pools.set(region, await createPool({ admin: inRegion(region) }));
    const UserPoolId = pools.get(region);
    await inRegion(region).send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "people" }));
  }
  for (const [region, UserPoolId] of pools) {
    const describeDomain = new DescribeUserPoolDomainCommand({ Domain: "people" });
    expect((await inRegion(region).send(describeDomain)).DomainDescription).toMatchObject({
      UserPoolId,
      S3Bucket: `aws-cognito-prod-${region}-assets`,
    });
  }
  const taken = await createPool({ admin: inRegion("eu-west-1") });
  const twice = new CreateUserPoolDomainCommand({ UserPoolId: taken, Domain: "people" });
  expect(await refusal(inRegion("eu-west-1").send(twice))).toMatch(/already associated/);
  const own = (region: string) =>
    new CreateUserPoolDomainCommand({
      UserPoolId: pools.get(region),
      Domain: "login.people.example.com",
      CustomDomainConfig,
    });
  await inRegion("eu-west-1").send(own("eu-west-1"));
  expect(await refusal(inRegion("eu-west-3").send(own("eu-west-3")))).toMatch(/already associated/);
});

test("an id without a signature for its region, and a region that no id could have", async () => {
  const create = async (scope: string) => {
    const response = await fetch(cloud.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.CreateUserPool",
        authorization: `AWS4-HMAC-SHA256 Credential=x/20260115/${scope}/cognito-idp/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ PoolName: "odd" }),
    });
    const { UserPool } = (await response.json()) as { UserPool: { Id: string } };
    return UserPool.Id;
  };
  expect(await create("eu-north-1")).toMatch(/^eu-north-1_/);
  for (const odd of ["../../etc", "a b", "ü", "x".repeat(33)]) {
    expect(await create(odd)).toMatch(/^us-east-1_/);
  }
});

describe("identity pools", () => {
  const region = "eu-central-1";
  let IdentityPoolId: string;
  let IdentityId: string;
  beforeAll(async () => {
    const settings = { IdentityPoolName: "people", AllowUnauthenticatedIdentities: true };
    const made = await identitiesIn(region).send(new CreateIdentityPoolCommand(settings));
    IdentityPoolId = made.IdentityPoolId ?? "";
    ({ IdentityId = "" } = await identitiesIn(region).send(new GetIdCommand({ IdentityPoolId })));
  });

  test("have the region in their ids, and so have their identities", async () => {
    expect(IdentityPoolId).toMatch(/^eu-central-1:[0-9a-f-]{36}$/);
    expect(IdentityId).toMatch(/^eu-central-1:[0-9a-f-]{36}$/);
    const list = async (from: string) => {
      const { IdentityPools = [] } = await identitiesIn(from).send(
        new ListIdentityPoolsCommand({ MaxResults: 60 }),
      );
      return IdentityPools.map((pool) => pool.IdentityPoolId);
    };
    expect(await list(region)).toEqual([IdentityPoolId]);
    expect(await list(HOME)).toEqual([]);
  });

  test("are found only in their region", async () => {
    const there = identitiesIn(region);
    const away = identitiesIn(HOME);
    const notFound = `ResourceNotFoundException: IdentityPool '${IdentityPoolId}' not found.`;
    expect(await refusal(away.send(new DescribeIdentityPoolCommand({ IdentityPoolId })))).toBe(notFound);
    const listed = new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1 });
    expect(await refusal(away.send(listed))).toBe(notFound);
    expect(await refusal(away.send(new DescribeIdentityCommand({ IdentityId })))).toBe(
      `ResourceNotFoundException: Identity '${IdentityId}' not found.`,
    );
    const ResourceArn = `arn:aws:cognito-identity:${region}:000000000000:identitypool/${IdentityPoolId}`;
    expect(await refusal(away.send(new ListIdentityPoolTagsCommand({ ResourceArn })))).toMatch(
      /^ResourceNotFoundException/,
    );
    expect((await there.send(new ListIdentityPoolTagsCommand({ ResourceArn }))).Tags).toEqual({});
    await away.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [IdentityId] }));
    expect(await there.send(new DescribeIdentityCommand({ IdentityId }))).toMatchObject({ IdentityId });
  });

  test("unsigned requests find them by their id", async () => {
    const anywhere = identitiesIn(HOME);
    expect((await anywhere.send(new GetIdCommand({ IdentityPoolId }))).IdentityId).toMatch(/^eu-central-1:/);
    expect((await anywhere.send(new GetOpenIdTokenCommand({ IdentityId }))).IdentityId).toBe(IdentityId);
    expect(await refusal(anywhere.send(new GetCredentialsForIdentityCommand({ IdentityId })))).toMatch(
      /^InvalidIdentityPoolConfigurationException/,
    );
  });

  test("know user pools by AWS's name in the pool's region", async () => {
    const UserPoolId = await createPool({ admin: inRegion(region) });
    const ClientId = await createClient({ admin: inRegion(region) }, UserPoolId);
    const ProviderName = `cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
    const made = await identitiesIn(region).send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: "users",
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [{ ProviderName, ClientId }],
      }),
    );
    const command = new SignUpCommand({ ClientId, Username: "ada@example.com", Password: PASSWORD });
    await inRegion(region).send(command);
    await inRegion(region).send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: "ada@example.com",
        Password: PASSWORD,
        Permanent: true,
      }),
    );
    const { AuthenticationResult } = await inRegion(region).send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
      }),
    );
    const token = AuthenticationResult?.IdToken ?? "";
    const getId = (provider: string) =>
      identitiesIn(region).send(
        new GetIdCommand({ IdentityPoolId: made.IdentityPoolId, Logins: { [provider]: token } }),
      );
    expect((await getId(ProviderName)).IdentityId).toMatch(/^eu-central-1:/);
    expect(await refusal(getId(ProviderName.replace(region, HOME)))).toMatch(/^NotAuthorizedException/);
  });
});

test("SES names the region in which it searched for a sender", async () => {
  await cloud.ses.call("CreateEmailIdentity", { EmailIdentity: "known@example.com" });
  const ses = new SESv2Client({ endpoint: cloud.endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
  const mail = new SendEmailCommand({
    FromEmailAddress: "unknown@example.org",
    Destination: { ToAddresses: ["ada@example.com"] },
    Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
  });
  expect(await refusal(ses.send(mail))).toBe(
    "MessageRejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: unknown@example.org",
  );
});

test("devices have the pool's region", async () => {
  const region = "eu-west-2";
  const admin = inRegion(region);
  const UserPoolId = await createPool(
    { admin },
    { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false } },
  );
  const ClientId = await createClient({ admin }, UserPoolId);
  const Username = "ada@example.com";
  await admin.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
  await admin.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
  );
  const { AuthenticationResult } = await admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: Username, PASSWORD },
    }),
  );
  const { DeviceKey } = AuthenticationResult?.NewDeviceMetadata ?? {};
  expect(DeviceKey).toMatch(/^eu-west-2_[0-9a-f-]{36}$/);
  const { AccessToken } = AuthenticationResult ?? {};
  const DeviceSecretVerifierConfig = { PasswordVerifier: "Ag==", Salt: "Ag==" };
  await admin.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig }));
});
