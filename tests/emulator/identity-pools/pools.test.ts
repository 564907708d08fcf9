import {
  CreateIdentityPoolCommand,
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  ListIdentityPoolsCommand,
  ListTagsForResourceCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityPoolCommand,
} from "@aws-sdk/client-cognito-identity";
import { describe, expect, test } from "@jest/globals";
import { refusal, refusals } from "../../support/worlds/cognito-app.ts";
import { startIdentityApp } from "../../support/worlds/identity-app.ts";

const UNKNOWN_ID = "us-east-1:00000000-0000-4000-8000-000000000000";
const NOT_FOUND = `ResourceNotFoundException: IdentityPool '${UNKNOWN_ID}' not found.`;
const ROLE = "arn:aws:iam::000000000000:role/people";
const SAML_PROVIDER = "arn:aws:iam::000000000000:saml-provider/corp";
const OIDC_PROVIDER = "arn:aws:iam::000000000000:oidc-provider/id.example.com";

const arnOf = (id: string) => `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${id}`;

describe("a violated constraint of the model is a ValidationException, as on AWS", () => {
  const pattern = (value: string, at: string, expression: string) =>
    `ValidationException: 1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${expression}`;

  test.each(["us-east-1_Ab12Cd34E", "us-east-1", "7c5c6cd4-0000", "us-east-1:XYZ"])(
    "an identity pool's id: %s",
    async (IdentityPoolId) => {
      const { identity } = await startIdentityApp();
      const expected = pattern(IdentityPoolId, "identityPoolId", "[\\w-]+:[0-9a-f-]+");
      expect(await refusal(identity.send(new GetIdCommand({ IdentityPoolId })))).toBe(expected);
      expect(await refusal(identity.send(new DescribeIdentityPoolCommand({ IdentityPoolId })))).toBe(
        expected,
      );
    },
  );

  test("a name, a missing member, a length, a number", async () => {
    const { identity, IdentityPoolId } = await startIdentityApp();
    const create = (input: object) =>
      refusal(
        identity.send(
          new CreateIdentityPoolCommand({
            IdentityPoolName: "people",
            AllowUnauthenticatedIdentities: false,
            ...input,
          }),
        ),
      );
    expect(await create({ IdentityPoolName: "people!" })).toBe(
      pattern("people!", "identityPoolName", "[\\w\\s+=,.@-]+"),
    );
    expect(await create({ IdentityPoolName: undefined })).toBe(
      "ValidationException: 1 validation error detected: Value null at 'identityPoolName' failed to satisfy constraint: Member must not be null",
    );
    expect(await create({ IdentityPoolName: "x".repeat(129) })).toMatch(
      /^ValidationException: .* less than or equal to 128$/,
    );
    for (const MaxResults of [0, 61]) {
      const list = new ListIdentityPoolsCommand({ MaxResults });
      expect(await refusal(identity.send(list))).toMatch(/^ValidationException: 1 validation error detected/);
    }
    const roles = new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { authenticated: "no role" } });
    expect(await refusal(identity.send(roles))).toMatch(/^ValidationException: /);
  });
});

describe("identity pools", () => {
  test("are created, described, and listed in the order of creation, page by page", async () => {
    const { identity, IdentityPoolId } = await startIdentityApp();
    const made = await identity.send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: "guests",
        AllowUnauthenticatedIdentities: true,
        DeveloperProviderName: "login.example",
      }),
    );
    expect(made).toMatchObject({
      IdentityPoolId: expect.stringMatching(/^us-east-1:[0-9a-f-]{36}$/),
      IdentityPoolName: "guests",
      AllowUnauthenticatedIdentities: true,
    });
    expect(made.AllowClassicFlow).toBeUndefined();
    const { $metadata: _, ...pool } = made;
    expect(
      await identity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: pool.IdentityPoolId })),
    ).toMatchObject(pool);

    const list = (NextToken?: string) =>
      identity.send(new ListIdentityPoolsCommand({ MaxResults: 1, NextToken }));
    const first = await list();
    expect(first.IdentityPools).toEqual([{ IdentityPoolId, IdentityPoolName: "people" }]);
    const second = await list(first.NextToken);
    expect(second.IdentityPools).toEqual([
      { IdentityPoolId: pool.IdentityPoolId, IdentityPoolName: "guests" },
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(await refusal(list("made-up"))).toMatch(/^InvalidParameterException/);
  });

  test("an update resets omitted settings, except the developer provider", async () => {
    const { identity, IdentityPoolId } = await startIdentityApp({ DeveloperProviderName: "login.example" });
    const change = { IdentityPoolName: "everybody", AllowUnauthenticatedIdentities: true };
    const updated = await identity.send(new UpdateIdentityPoolCommand({ IdentityPoolId, ...change }));
    expect(updated).toMatchObject({ ...change, DeveloperProviderName: "login.example" });
    expect(updated.CognitoIdentityProviders).toBeUndefined();
    expect(updated.AllowClassicFlow).toBeUndefined();
    for (const AllowClassicFlow of [true, false]) {
      const input = { IdentityPoolId, ...change, AllowClassicFlow };
      expect(await identity.send(new UpdateIdentityPoolCommand(input))).toMatchObject({ AllowClassicFlow });
    }
    expect(
      await refusal(identity.send(new UpdateIdentityPoolCommand({ IdentityPoolId: UNKNOWN_ID, ...change }))),
    ).toBe(NOT_FOUND);
  });

  test("a pool is deleted with its identities", async () => {
    const { identity, IdentityPoolId } = await startIdentityApp({ AllowUnauthenticatedIdentities: true });
    const remove = () => identity.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    await remove();
    expect(await refusal(identity.send(new GetIdCommand({ IdentityPoolId })))).toMatch(
      /^ResourceNotFoundException/,
    );
    expect(await refusal(remove())).toMatch(/^ResourceNotFoundException/);
    expect(
      await refusal(identity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: UNKNOWN_ID }))),
    ).toBe(NOT_FOUND);
  });

  test.each([
    ["a name with a slash", { IdentityPoolName: "a/b" }, /failed to satisfy constraint/],
    ["a developer provider with a space", { DeveloperProviderName: "a b" }, /failed to satisfy constraint/],
  ])("can't be created with %s", async (_, settings, reason) => {
    const { identity } = await startIdentityApp();
    const command = new CreateIdentityPoolCommand({
      IdentityPoolName: "people",
      AllowUnauthenticatedIdentities: false,
      ...settings,
    });
    expect(await refusal(identity.send(command))).toMatch(reason);
  });
});

test("roles and their mappings are replaced as a whole", async () => {
  const { identity, IdentityPoolId, provider, clientId } = await startIdentityApp();
  const roles = { Roles: { authenticated: ROLE } };
  const RoleMappings = {
    [`${provider}:${clientId}`]: { Type: "Token" as const, AmbiguousRoleResolution: "Deny" as const },
  };
  const set = (more: object) =>
    identity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, ...roles, ...more }));
  const get = (id: string) => identity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: id }));
  await set({ RoleMappings });
  expect(await get(IdentityPoolId)).toMatchObject({ IdentityPoolId, ...roles, RoleMappings });
  await set({});
  expect((await get(IdentityPoolId)).RoleMappings).toBeUndefined();
  expect(await refusal(set({ Roles: { administrator: ROLE } }))).toMatch(/failed to satisfy constraint/);
  expect(await refusal(set({ IdentityPoolId: UNKNOWN_ID }))).toBe(NOT_FOUND);
  expect(await refusal(get(UNKNOWN_ID))).toBe(NOT_FOUND);

  const token = { Type: "Token" as const };
  for (const name of [
    "bogus",
    provider,
    `${provider}:other`,
    `https://${provider}:${clientId}`,
    "graph.facebook.com",
  ]) {
    expect(await refusal(set({ RoleMappings: { [name]: token } }))).toBe(
      `InvalidParameterException: (${name}) is not a valid RoleMapping ProviderName or is not a configured provider.`,
    );
  }
  const rule = { Claim: "team", MatchType: "Equals" as const, Value: "blue", RoleARN: ROLE };
  const byRules = (count: number) => ({
    Type: "Rules" as const,
    AmbiguousRoleResolution: "Deny" as const,
    RulesConfiguration: { Rules: Array.from({ length: count }, () => rule) },
  });
  const of = (mapping: object, name = `${provider}:${clientId}`) =>
    set({ RoleMappings: { [name]: mapping } });
  await of(byRules(25));
  const tooMany = "InvalidParameterException: The number of rules in the request exceeded 25.";
  expect(await refusal(of(byRules(26)))).toBe(tooMany);
  expect(await refusal(of(byRules(26), "bogus"))).toBe(tooMany);
});

test.each([
  ["a social provider", { SupportedLoginProviders: { "graph.facebook.com": "1" } }, "graph.facebook.com"],
  ["a SAML provider of IAM", { SamlProviderARNs: [SAML_PROVIDER] }, SAML_PROVIDER],
  ["an OpenID provider of IAM", { OpenIdConnectProviderARNs: [OIDC_PROVIDER] }, OIDC_PROVIDER],
])("a role mapping may be for %s that the pool has", async (_, providers, name) => {
  const { identity } = await startIdentityApp();
  const { IdentityPoolId } = await identity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: "people",
      AllowUnauthenticatedIdentities: false,
      ...providers,
    }),
  );
  const RoleMappings = { [name]: { Type: "Token" as const } };
  await identity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {}, RoleMappings }));
  const get = new GetIdentityPoolRolesCommand({ IdentityPoolId });
  expect(await identity.send(get)).toMatchObject({ RoleMappings });
});

test.each([
  "us-east-1_Ab12Cd34E",
  "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
  "cognito-idp.eu-west-1.amazonaws.com/us-east-1_Ab12Cd34E",
  "graph.facebook.com",
])("%s is not a user pool's provider name", async (ProviderName) => {
  const { identity, IdentityPoolId } = await startIdentityApp();
  const pool = {
    IdentityPoolName: "people",
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [{ ProviderName, ClientId: "client" }],
  };
  for (const refused of await refusals([
    identity.send(new CreateIdentityPoolCommand(pool)),
    identity.send(new UpdateIdentityPoolCommand({ ...pool, IdentityPoolId })),
  ])) {
    expect(refused).toBe("InvalidParameterException: Invalid Cognito Identity Provider");
  }
});

test("claims are mapped to principal tags provider by provider", async () => {
  const { identity, IdentityPoolId, provider } = await startIdentityApp();
  const of = { IdentityPoolId, IdentityProviderName: provider };
  const set = (more: object) => identity.send(new SetPrincipalTagAttributeMapCommand({ ...of, ...more }));
  const get = (more: object = {}) =>
    identity.send(new GetPrincipalTagAttributeMapCommand({ ...of, ...more }));
  expect(await get()).toMatchObject({ ...of, UseDefaults: false, PrincipalTags: {} });
  await set({ PrincipalTags: { team: "custom:team" } });
  expect(await get()).toMatchObject({ UseDefaults: false, PrincipalTags: { team: "custom:team" } });
  await set({ UseDefaults: true });
  expect(await get()).toMatchObject({ UseDefaults: true, PrincipalTags: {} });
  expect(await refusal(set({ IdentityPoolId: UNKNOWN_ID }))).toBe(NOT_FOUND);
  expect(await refusal(get({ IdentityPoolId: UNKNOWN_ID }))).toBe(NOT_FOUND);
});

test("pools are tagged by ARN", async () => {
  const { identity, IdentityPoolId } = await startIdentityApp();
  const ResourceArn = arnOf(IdentityPoolId);
  await identity.send(new TagResourceCommand({ ResourceArn, Tags: { stage: "dev", team: "blue" } }));
  await identity.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
  const list = (arn: string) => identity.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
  expect((await list(ResourceArn)).Tags).toEqual({ stage: "dev" });

  const unknownArn = arnOf(UNKNOWN_ID);
  for (const refused of await refusals([
    list(unknownArn),
    identity.send(new TagResourceCommand({ ResourceArn: unknownArn, Tags: {} })),
    identity.send(new UntagResourceCommand({ ResourceArn: unknownArn, TagKeys: [] })),
  ])) {
    expect(refused).toBe(`ResourceNotFoundException: Resource ${unknownArn} does not exist.`);
  }
});
