import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Resource, Template } from "../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../local/template/provision.ts";
import { startTestCloud, type TestCloud } from "../../support/test-cloud.ts";

let state: string;
let cloud: TestCloud;

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "provision-test-"));
  cloud = await startTestCloud({ stateDirectory: state });
});

afterEach(async () => {
  await cloud.close();
  rmSync(state, { recursive: true, force: true });
});

async function restart(region?: string): Promise<void> {
  await cloud.close();
  cloud = await startTestCloud({ stateDirectory: state, ...(region && { region }) });
}

const provision = (Resources: Record<string, Resource>, more: Partial<Template> = {}) =>
  cloud.provision({ ...more, Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });

const pool = (Properties: Record<string, unknown> = {}): Resource => ({
  Type: "AWS::Cognito::UserPool",
  Properties: { UserPoolName: "main", UsernameAttributes: ["email"], ...Properties },
});

const inPool = (type: string, Properties: Record<string, unknown>): Resource => ({
  Type: `AWS::Cognito::${type}`,
  Properties: { UserPoolId: { Ref: "Pool" }, ...Properties },
});

const whole = () => ({
  Users: inPool("UserPoolGroup", { GroupName: "users", Precedence: "20" }),
  Client: inPool("UserPoolClient", {
    ClientName: "spa",
    ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  }),
  Api: inPool("UserPoolResourceServer", {
    Identifier: "api",
    Name: "API",
    Scopes: [{ ScopeName: "a", ScopeDescription: "A" }],
  }),
  Pool: pool(),
});

const ref = (stack: ProvisionedStack, name: string) => String(stack.evaluate({ Ref: name }, "here"));

const attribute = (stack: ProvisionedStack, name: string, of: string) =>
  stack.evaluate({ "Fn::GetAtt": [name, of] }, "here");

async function tableNames(): Promise<unknown> {
  const answer = await fetch(cloud.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      "x-amz-date": "now",
      authorization: "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
    },
    body: "{}",
  });
  return ((await answer.json()) as { TableNames: unknown }).TableNames;
}

describe("the first time", () => {
  test("everything is made through Cognito's own operations, in the order of its dependencies", async () => {
    const stack = await provision(whole());
    const UserPoolId = ref(stack, "Pool");
    expect(UserPoolId).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
    expect(UserPool).toMatchObject({ Name: "main", UsernameAttributes: ["email"] });
    const { UserPoolClient } = await cloud.cognito.call("DescribeUserPoolClient", {
      UserPoolId,
      ClientId: ref(stack, "Client"),
    });
    expect(UserPoolClient?.ClientName).toBe("spa");
    const { Groups } = await cloud.cognito.call("ListGroups", { UserPoolId });
    expect(Groups).toEqual([expect.objectContaining({ GroupName: "users", Precedence: 20 })]);
    const { ResourceServer } = await cloud.cognito.call("DescribeResourceServer", {
      UserPoolId,
      Identifier: "api",
    });
    expect(ResourceServer?.Scopes).toEqual([{ ScopeName: "a", ScopeDescription: "A" }]);
    expect(stack.warnings).toEqual([]);
  });

  test("references have AWS's forms", async () => {
    const stack = await provision(whole());
    const id = ref(stack, "Pool");
    expect(attribute(stack, "Pool", "Arn")).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`);
    expect(attribute(stack, "Pool", "ProviderURL")).toBe(`${cloud.endpoint}/${id}`);
    expect(attribute(stack, "Pool", "ProviderName")).toBe(`localhost:${cloud.port}/${id}`);
    expect(attribute(stack, "Client", "ClientId")).toBe(ref(stack, "Client"));
    expect(ref(stack, "Users")).toBe("users");
    expect(
      stack.evaluate({ "Fn::Sub": `$\{AWS::StackName}/$\{AWS::AccountId}/$\{AWS::Partition}` }, "here"),
    ).toBe("auth-local/000000000000/aws");
  });

  test("a condition that does not hold leaves a resource out", async () => {
    const stack = await provision(
      {
        Pool: pool(),
        Users: { ...inPool("UserPoolGroup", { GroupName: "users" }), Condition: "WithGroups" },
      },
      {
        Parameters: { Groups: { Default: "no" } },
        Conditions: { WithGroups: { "Fn::Equals": [{ Ref: "Groups" }, "yes"] } },
      },
    );
    expect((await cloud.cognito.call("ListGroups", { UserPoolId: ref(stack, "Pool") })).Groups).toEqual([]);
  });

  test("what needs nothing made has names all the same", async () => {
    const stack = await provision({
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { Service: "lambda.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          },
        },
      },
      Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/x" } },
      Trigger: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "auth-local-preSignUp" } },
    });
    expect(attribute(stack, "Role", "Arn")).toBe("arn:aws:iam::000000000000:role/auth-local-Role");
    expect(attribute(stack, "Log", "Arn")).toBe(
      "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/x:*",
    );
    expect(attribute(stack, "Trigger", "Arn")).toBe(
      "arn:aws:lambda:us-east-1:000000000000:function:auth-local-preSignUp",
    );
    expect(stack.warnings).toEqual([]);
  });
});

describe("what the local cloud does not do is said", () => {
  test("a type, and it can be referred to all the same", async () => {
    const stack = await provision({ Queue: { Type: "AWS::SQS::Queue" } });
    expect(stack.warnings).toEqual(["Queue: AWS::SQS::Queue is not modelled by the local cloud"]);
    expect(attribute(stack, "Queue", "Arn")).toBe("arn:aws:sqs:us-east-1:000000000000:auth-local-Queue");
  });

  test("a property, at every start", async () => {
    const resources = {
      Pool: pool({ IssuerConfiguration: { Type: "DEFAULT" } }),
      Bucket: {
        Type: "AWS::S3::Bucket",
        Properties: { VersioningConfiguration: { Status: "Enabled" }, BucketEncryption: {} },
      },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
          StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        },
      },
    };
    const expected = [
      "Pool.IssuerConfiguration is not modelled by the local cloud",
      "Bucket.VersioningConfiguration is not modelled by the local cloud",
      "Table.StreamSpecification is not modelled by the local cloud",
    ];
    expect((await provision(resources)).warnings).toEqual(expected);
    await restart();
    expect((await provision(resources)).warnings).toEqual(expected);
  });

  test("a mistake names the resource and AWS's reason", async () => {
    const wrong = { Pool: pool({ MfaConfiguration: "PERHAPS" }) };
    await expect(provision(wrong)).rejects.toThrow(/^Resources\.Pool: .*mfaConfiguration/i);
    await expect(provision({ Users: inPool("UserPoolGroup", { GroupName: "users" }) })).rejects.toThrow(
      "Resources.Users.Properties.UserPoolId.Ref: Pool is neither a resource nor a parameter of this template",
    );
  });

  test.each([
    ["Fn::ImportValue", "exports of other stacks do not exist in the local cloud"],
    ["Fn::GetAZs", "the local cloud has no availability zones"],
  ])("%s, with the reason", async (name, reason) => {
    const wrong = { Pool: pool({ UserPoolName: { [name]: "" } }) };
    await expect(provision(wrong)).rejects.toThrow(
      `Resources.Pool.Properties.UserPoolName.${name}: ${reason}`,
    );
  });
});

describe("the next time", () => {
  test("everything is still there, under the same ids", async () => {
    const first = await provision(whole());
    const ids = ["Pool", "Client"].map((name) => ref(first, name));
    await restart();
    const second = await provision(whole());
    expect(["Pool", "Client"].map((name) => ref(second, name))).toEqual(ids);
    expect((await cloud.cognito.call("ListUserPools", { MaxResults: 10 })).UserPools).toHaveLength(1);
    expect(
      (await cloud.cognito.call("ListUserPoolClients", { UserPoolId: ids[0] ?? "" })).UserPoolClients,
    ).toHaveLength(1);
  });

  test("a changed property is changed, on what is there", async () => {
    const before = await provision(whole());
    await restart();
    const resources = whole();
    const after = await provision({
      ...resources,
      Pool: pool({ Policies: { PasswordPolicy: { MinimumLength: "14" } } }),
      Users: inPool("UserPoolGroup", { GroupName: "users", Description: "Everyone" }),
    });
    const UserPoolId = ref(after, "Pool");
    expect(UserPoolId).toBe(ref(before, "Pool"));
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(14);
    expect(
      (await cloud.cognito.call("GetGroup", { UserPoolId, GroupName: "users" })).Group?.Description,
    ).toBe("Everyone");
  });

  test("what can't be changed is said at every start, and the rest applies", async () => {
    await provision({ Pool: pool() });
    const changed = { Pool: pool({ UsernameAttributes: ["phone_number"], UserPoolName: "renamed" }) };
    const warning =
      "Pool.UsernameAttributes can't be changed on an existing one: start with --fresh to apply it";
    expect((await provision(changed)).warnings).toEqual([warning]);
    const stack = await provision(changed);
    expect(stack.warnings).toEqual([warning]);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    expect(UserPool).toMatchObject({ Name: "renamed", UsernameAttributes: ["email"] });
  });

  test("a property that is left out from now on is reset, where it can be changed", async () => {
    await provision({ Pool: pool({ Policies: { PasswordPolicy: { MinimumLength: "14" } } }) });
    const stack = await provision({ Pool: pool() });
    expect(stack.warnings).toEqual([]);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(8);
  });

  test("a bucket and a table keep their names and definitions, and it is said at every start", async () => {
    const storage = (name: string) => ({
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: `${name}-files` } },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: `${name}-table`,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
        },
      },
    });
    await provision(storage("old"));
    for (const _start of [1, 2]) {
      const stack = await provision(storage("new"));
      expect([ref(stack, "Bucket"), ref(stack, "Table")]).toEqual(["old-files", "old-table"]);
      expect(stack.warnings).toEqual([
        "Bucket.BucketName can't be changed on an existing one: start with --fresh to apply it",
        "Table: an existing table is not changed: start with --fresh to apply its new definition",
      ]);
    }
    expect(await tableNames()).toEqual(["old-table"]);
  });

  test("a group keeps its name, and it is said", async () => {
    const group = (GroupName: string) => ({ Pool: pool(), Group: inPool("UserPoolGroup", { GroupName }) });
    await provision(group("users"));
    const stack = await provision(group("people"));
    expect(stack.warnings).toEqual([
      "Group.GroupName can't be changed on an existing one: start with --fresh to apply it",
    ]);
    expect(ref(stack, "Group")).toBe("users");
  });

  test("what gets another type takes the place of what was there", async () => {
    const UserPoolId = ref(await provision(whole()), "Pool");
    const server = inPool("UserPoolResourceServer", { Identifier: "users", Name: "Users" });
    await provision({ ...whole(), Users: server });
    expect((await cloud.cognito.call("ListGroups", { UserPoolId })).Groups).toEqual([]);
  });

  test("a pool that somebody deleted is not said to be kept", async () => {
    const UserPoolId = ref(await provision({ Pool: pool() }), "Pool");
    await cloud.cognito.call("DeleteUserPool", { UserPoolId });
    expect((await provision({})).warnings).toEqual([]);
  });

  test("what somebody deleted in between is made again", async () => {
    const before = await provision(whole());
    const formerKeys = cloud.cognito.jwks(ref(before, "Pool"));
    await cloud.cognito.call("DeleteUserPool", { UserPoolId: ref(before, "Pool") });
    const after = await provision(whole());
    expect(ref(after, "Pool")).toBe(ref(before, "Pool"));
    expect(cloud.cognito.jwks(ref(after, "Pool"))).not.toEqual(formerKeys);
    expect((await cloud.cognito.call("ListGroups", { UserPoolId: ref(after, "Pool") })).Groups).toHaveLength(
      1,
    );
  });

  test("what is no longer described is removed", async () => {
    const UserPoolId = ref(await provision(whole()), "Pool");
    const stack = await provision({ Pool: pool() });
    expect((await cloud.cognito.call("ListGroups", { UserPoolId })).Groups).toEqual([]);
    expect((await cloud.cognito.call("ListUserPoolClients", { UserPoolId })).UserPoolClients).toEqual([]);
    expect(stack.warnings).toEqual([]);
  });

  test("unless data would go with it", async () => {
    const id = ref(await provision({ Pool: pool() }), "Pool");
    const stack = await provision({});
    expect(stack.warnings).toEqual([
      `Pool (${id}) is no longer in the template and is kept: its users would be gone; --fresh removes it`,
    ]);
    expect((await cloud.cognito.call("DescribeUserPool", { UserPoolId: id })).UserPool?.Id).toBe(id);
  });
});

describe("a resource deleted through the API is made again, without a warning", () => {
  const identityPool = (): Resource => ({
    Type: "AWS::Cognito::IdentityPool",
    Properties: { IdentityPoolName: "people", AllowUnauthenticatedIdentities: true },
  });
  const roles: Resource = {
    Type: "AWS::Cognito::IdentityPoolRoleAttachment",
    Properties: { IdentityPoolId: { Ref: "Identities" }, Roles: {} },
  };
  const all = () => ({
    ...whole(),
    Domain: inPool("UserPoolDomain", { Domain: "people" }),
    Provider: inPool("UserPoolIdentityProvider", {
      ProviderName: "Corp",
      ProviderType: "OIDC",
      ProviderDetails: {
        client_id: "local-oidc",
        client_secret: "secret",
        authorize_scopes: "openid",
        attributes_request_method: "GET",
        oidc_issuer: "https://issuer.example.com",
      },
    }),
    Identities: identityPool(),
    Roles: roles,
    Sender: { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: "me@example.com" } },
  });

  /** Deletes one thing; answers how to tell that it is there. */
  const DELETED: Readonly<
    Record<string, (ids: { pool: string; client: string; identities: string }) => readonly (() => unknown)[]>
  > = {
    client: ({ pool: UserPoolId, client: ClientId }) => [
      () => cloud.cognito.call("DeleteUserPoolClient", { UserPoolId, ClientId }),
    ],
    group: ({ pool: UserPoolId }) => [
      () => cloud.cognito.call("DeleteGroup", { UserPoolId, GroupName: "users" }),
      () => cloud.cognito.call("GetGroup", { UserPoolId, GroupName: "users" }),
    ],
    "resource server": ({ pool: UserPoolId }) => [
      () => cloud.cognito.call("DeleteResourceServer", { UserPoolId, Identifier: "api" }),
      () => cloud.cognito.call("DescribeResourceServer", { UserPoolId, Identifier: "api" }),
    ],
    provider: ({ pool: UserPoolId }) => [
      () => cloud.cognito.call("DeleteIdentityProvider", { UserPoolId, ProviderName: "Corp" }),
      () => cloud.cognito.call("DescribeIdentityProvider", { UserPoolId, ProviderName: "Corp" }),
    ],
    domain: ({ pool: UserPoolId }) => [
      () => cloud.cognito.call("DeleteUserPoolDomain", { UserPoolId, Domain: "people" }),
    ],
    "identity pool": ({ identities: IdentityPoolId }) => [
      () => cloud.identities.call("DeleteIdentityPool", { IdentityPoolId }),
    ],
    "SES identity": () => [
      () => cloud.ses.call("DeleteEmailIdentity", { EmailIdentity: "me@example.com" }),
      () => cloud.ses.call("GetEmailIdentity", { EmailIdentity: "me@example.com" }),
    ],
    "user pool": ({ pool: UserPoolId }) => [
      async () => {
        await cloud.cognito.call("DeleteUserPoolDomain", { UserPoolId, Domain: "people" });
        await cloud.cognito.call("DeleteUserPool", { UserPoolId });
      },
    ],
  };

  test.each(Object.keys(DELETED))("%s", async (name) => {
    const before = await provision(all());
    expect(before.warnings).toEqual([]);
    const ids = {
      pool: ref(before, "Pool"),
      client: ref(before, "Client"),
      identities: ref(before, "Identities"),
    };
    const [remove = () => {}, find] = DELETED[name]?.(ids) ?? [];
    await remove();
    await restart();
    const after = await provision(all());
    expect(after.warnings).toEqual([]);
    await find?.();
    const UserPoolId = ref(after, "Pool");
    const ClientId = ref(after, "Client");
    await cloud.cognito.call("DescribeUserPoolClient", { UserPoolId, ClientId });
    const { DomainDescription } = await cloud.cognito.call("DescribeUserPoolDomain", { Domain: "people" });
    expect(DomainDescription?.UserPoolId).toBe(UserPoolId);
    const IdentityPoolId = ref(after, "Identities");
    await cloud.identities.call("DescribeIdentityPool", { IdentityPoolId });
    expect(ref(after, "Roles")).toBe(IdentityPoolId);
    // And the start after that finds everything as it is.
    expect((await provision(all())).warnings).toEqual([]);
    expect((await cloud.identities.call("ListIdentityPools", { MaxResults: 60 })).IdentityPools).toHaveLength(
      1,
    );
    expect((await cloud.cognito.call("ListUserPools", { MaxResults: 60 })).UserPools).toHaveLength(1);
  });
});

describe("a changed schema", () => {
  const email = { Name: "email", AttributeDataType: "String", Required: true, Mutable: true };
  const team = {
    Name: "team",
    AttributeDataType: "String",
    Mutable: true,
    StringAttributeConstraints: { MinLength: "0", MaxLength: "64" },
  };
  const rank = { Name: "rank", AttributeDataType: "Number" };
  const FIXED = "Pool.Schema can't be changed on an existing one: start with --fresh to apply it";
  const client = (...names: string[]) =>
    inPool("UserPoolClient", { ClientName: "spa", ReadAttributes: names, WriteAttributes: names });

  const customAttributes = async (stack: ProvisionedStack) => {
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    return (UserPool?.SchemaAttributes ?? []).filter(({ Name }) => Name?.startsWith("custom:"));
  };

  test("adds attributes to the pool that is there, before the client's lists name them", async () => {
    const before = await provision({ Pool: pool({ Schema: [email] }), Client: client("email") });
    await restart();
    const names = ["email", "custom:team", "custom:rank"];
    const changed = () => ({ Pool: pool({ Schema: [email, team, rank] }), Client: client(...names) });
    const after = await provision(changed());
    expect(after.warnings).toEqual([]);
    expect(["Pool", "Client"].map((name) => ref(after, name))).toEqual(
      ["Pool", "Client"].map((name) => ref(before, name)),
    );
    expect(await customAttributes(after)).toMatchObject([
      { Name: "custom:team", StringAttributeConstraints: { MaxLength: "64" } },
      { Name: "custom:rank", AttributeDataType: "Number" },
    ]);
    const { UserPoolClient } = await cloud.cognito.call("DescribeUserPoolClient", {
      UserPoolId: ref(after, "Pool"),
      ClientId: ref(after, "Client"),
    });
    expect(UserPoolClient).toMatchObject({ ReadAttributes: names, WriteAttributes: names });
    await restart();
    expect((await provision(changed())).warnings).toEqual([]);
  });

  test("to a pool without a schema, together with other changes", async () => {
    await provision({ Pool: pool() });
    const stack = await provision({ Pool: pool({ Schema: [team], UserPoolName: "renamed" }) });
    expect(stack.warnings).toEqual([]);
    expect(await customAttributes(stack)).toMatchObject([{ Name: "custom:team" }]);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    expect(UserPool?.Name).toBe("renamed");
  });

  test("in another order is the same", async () => {
    await provision({ Pool: pool({ Schema: [email, team, rank] }) });
    const { Name, ...rest } = team;
    const stack = await provision({ Pool: pool({ Schema: [rank, { ...rest, Name }, email] }) });
    expect(stack.warnings).toEqual([]);
    expect(await customAttributes(stack)).toHaveLength(2);
  });

  test.each([
    ["an attribute less", [email, rank]],
    ["a changed attribute", [email, { ...team, Mutable: false }, rank]],
    ["a standard attribute more", [email, team, { ...email, Name: "name" }, rank]],
    ["no schema", undefined],
  ])("with %s can't be applied as a whole, and it is said at every start", async (_what, Schema) => {
    await provision({ Pool: pool({ Schema: [email, team] }) });
    for (const _start of [1, 2]) {
      const stack = await provision({ Pool: pool({ Schema }) });
      expect(stack.warnings).toEqual([FIXED]);
      const names = (await customAttributes(stack)).map(({ Name }) => Name);
      expect(names).toEqual(Schema === undefined ? ["custom:team"] : ["custom:team", "custom:rank"]);
    }
    expect(
      (await provision({ Pool: pool({ Schema: [email, team, ...(Schema ? [rank] : [])] }) })).warnings,
    ).toEqual([]);
  });

  test("that Cognito refuses is a mistake of the template", async () => {
    await provision({ Pool: pool() });
    const wrong = { ...team, StringAttributeConstraints: { MaxLength: "2049" } };
    await expect(provision({ Pool: pool({ Schema: [wrong] }) })).rejects.toThrow(
      "Resources.Pool: user.custom:team: String attributes cannot have a length of more than 2048",
    );
  });
});

test("a table whose tags change keeps silent: there is nothing to apply", async () => {
  const table = (Tags: readonly object[]): Record<string, Resource> => ({
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
        Tags,
      },
    },
  });
  await provision(table([]));
  expect((await provision(table([{ Key: "team", Value: "a" }]))).warnings).toEqual([]);
});

describe("another region", () => {
  const resources = () => ({
    ...whole(),
    Domain: inPool("UserPoolDomain", { Domain: "people" }),
    Sender: { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: "me@example.com" } },
    Identities: { Type: "AWS::Cognito::IdentityPool", Properties: { IdentityPoolName: "people" } },
  });

  test("is another stack: the former's pools stay, and are there again when it comes back", async () => {
    const home = await provision(resources());
    const names = ["Pool", "Client", "Identities"];
    const ids = names.map((name) => ref(home, name));
    await restart("eu-central-1");
    const away = await provision(resources());
    expect(away.warnings).toEqual([]);
    expect(ref(away, "Pool")).toMatch(/^eu-central-1_/);
    expect(ref(away, "Identities")).toMatch(/^eu-central-1:/);
    expect(attribute(away, "Pool", "Arn")).toContain(":cognito-idp:eu-central-1:");
    expect(away.evaluate({ Ref: "AWS::Region" }, "here")).toBe("eu-central-1");
    const moved = names.map((name) => ref(away, name));
    for (const id of moved) expect(ids).not.toContain(id);
    await restart();
    const back = await provision(resources());
    expect(back.warnings).toEqual([]);
    expect(names.map((name) => ref(back, name))).toEqual(ids);
    await restart("eu-central-1");
    expect(names.map((name) => ref(away, name))).toEqual(moved);
  });
});
