import { describe, expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../local/template/provision.ts";
import {
  attribute,
  cloud,
  inPool,
  pool,
  provision,
  ref,
  restart,
  useCloud,
  whole,
} from "../../support/checks/template/provisioned-cloud.ts";

useCloud();

describe("a resource deleted through the API is created again, without a warning", () => {
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

  /** Deletes one resource; returns a function that checks that it exists. */
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
    // The next start finds everything unchanged.
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

  test("adds attributes to the existing pool, before the client's lists name them", async () => {
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
    ["an attribute removed", [email, rank]],
    ["a changed attribute", [email, { ...team, Mutable: false }, rank]],
    ["a standard attribute added", [email, team, { ...email, Name: "name" }, rank]],
    ["no schema", undefined],
  ])("with %s can't be applied completely, which is reported at every start", async (_what, Schema) => {
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

  test("that Cognito refuses is an error of the template", async () => {
    await provision({ Pool: pool() });
    const wrong = { ...team, StringAttributeConstraints: { MaxLength: "2049" } };
    await expect(provision({ Pool: pool({ Schema: [wrong] }) })).rejects.toThrow(
      "Resources.Pool: user.custom:team: String attributes cannot have a length of more than 2048",
    );
  });
});

test("a table whose tags change causes no warning: there is nothing to apply", async () => {
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

  test("is another stack: the first region's pools stay, and are used again on return", async () => {
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
