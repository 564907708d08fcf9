import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());
const UserPoolId = await createPool(server);

beforeAll(async () => {
  await server.admin.send(
    new CreateResourceServerCommand({
      UserPoolId,
      Identifier: "api",
      Name: "API",
      Scopes: [{ ScopeName: "profile", ScopeDescription: "Profile" }],
    }),
  );
});

const create = async (settings: Partial<CreateUserPoolClientCommandInput>) =>
  (
    await server.admin.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: "client", ...settings }),
    )
  ).UserPoolClient;

const PINPOINT = "arn:aws:mobiletargeting:us-east-1:000000000000:apps/0123456789abcdef0123456789abcdef";

describe("CreateUserPoolClient", () => {
  test("fills in AWS's defaults", async () => {
    expect(await create({})).toEqual({
      UserPoolId,
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      ClientName: "client",
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: "LEGACY",
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
      ClientType: "REGULAR",
      CreationDate: new Date(server.clock.now()),
      LastModifiedDate: new Date(server.clock.now()),
    });
  });

  test("generates a secret if requested", async () => {
    const [one, other] = [await create({ GenerateSecret: true }), await create({ GenerateSecret: true })];
    expect(one?.ClientSecret).toMatch(/^[a-z0-9]{52}$/);
    expect(one?.ClientSecret).not.toBe(other?.ClientSecret);
  });

  test("accepts the settings of the project's own client", async () => {
    const spa = {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
      SupportedIdentityProviders: ["COGNITO"],
      PreventUserExistenceErrors: "ENABLED",
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
      ReadAttributes: ["email", "email_verified"],
      WriteAttributes: ["email", "name"],
    } satisfies Partial<CreateUserPoolClientCommandInput>;
    expect(await create(spa)).toMatchObject(spa);
  });

  test("rotation removes REFRESH_TOKEN_AUTH from the default flows", async () => {
    const client = await create({ RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } });
    expect(client?.ExplicitAuthFlows).toEqual(["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"]);
  });

  test("a callback may use plain HTTP to localhost, or an app's scheme", async () => {
    const urls = [
      "http://localhost:5173/callback",
      "http://127.0.0.1:1/x",
      "myapp://callback",
      "https://app.example.com",
    ];
    expect(await create({ CallbackURLs: urls, LogoutURLs: urls, DefaultRedirectURI: urls[0] })).toMatchObject(
      {
        CallbackURLs: urls,
      },
    );
  });

  const oauth = { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["openid", "api/profile"] };
  test("OAuth with a custom scope", async () => {
    const settings = {
      ...oauth,
      AllowedOAuthFlows: ["code" as const],
      CallbackURLs: ["https://app.example.com"],
    };
    expect(await create(settings)).toMatchObject(settings);
  });

  const refused: readonly (readonly [Partial<CreateUserPoolClientCommandInput>, string, string])[] = [
    [
      { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"] },
      "InvalidParameterException",
      "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    ],
    [
      {
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
      },
      "InvalidParameterException",
      "ALLOW_REFRESH_TOKEN_AUTH cannot be enabled when refresh token rotation is enabled.",
    ],
    [
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } },
      "InvalidParameterException",
      "Invalid range for token validity.",
    ],
    [{ IdTokenValidity: 25 }, "InvalidParameterException", "Invalid range for token validity."],
    [
      { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: "minutes" } },
      "InvalidParameterException",
      "Invalid range for token validity.",
    ],
    [{ RefreshTokenValidity: 3651 }, "InvalidParameterException", "Invalid range for token validity."],
    [
      { AccessTokenValidity: 2, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: "hours" } },
      "InvalidParameterException",
      "Access and Id Token expiration times must be less than or equal to refresh token expiration times.",
    ],
    [
      { ReadAttributes: ["custom:nope"] },
      "InvalidParameterException",
      "Invalid read attributes specified while creating a client",
    ],
    [
      { WriteAttributes: ["email_verified"] },
      "InvalidParameterException",
      "Invalid write attributes specified while creating a client",
    ],
    [
      { SupportedIdentityProviders: ["Google"] },
      "InvalidParameterException",
      "The provider Google does not exist for User Pool POOL.",
    ],
    [
      { CallbackURLs: ["http://app.example.com/callback"] },
      "InvalidParameterException",
      "http://app.example.com/callback cannot use the HTTP protocol.",
    ],
    [
      { LogoutURLs: ["https://app.example.com/#out"] },
      "InvalidParameterException",
      "https://app.example.com/#out cannot use fragment",
    ],
    [
      { EnablePropagateAdditionalUserContextData: true },
      "InvalidParameterException",
      "Client Secret is required to set EnablePropagateAdditionalUserContextData as true",
    ],
    ...[
      {},
      { ApplicationId: "0123456789abcdef0123456789abcdef" },
      { ApplicationId: "0123456789abcdef0123456789abcdef", RoleArn: "arn:aws:iam::000000000000:role/x" },
      { ApplicationArn: PINPOINT, ExternalId: "x" },
      { UserDataShared: true },
    ].map((AnalyticsConfiguration): (typeof refused)[number] => [
      { AnalyticsConfiguration },
      "InvalidParameterException",
      "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
    ]),
    [{ CallbackURLs: ["app"] }, "InvalidParameterException", "app is not a valid URL."],
    [
      { CallbackURLs: ["https://a.example.com"], DefaultRedirectURI: "https://b.example.com" },
      "InvalidParameterException",
      "The default redirect URI https://b.example.com is not in the callback URIs list.",
    ],
    [
      { AllowedOAuthFlowsUserPoolClient: true },
      "InvalidOAuthFlowException",
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    ],
    [
      { ...oauth, AllowedOAuthFlows: ["code", "client_credentials"], GenerateSecret: true },
      "InvalidOAuthFlowException",
      "client_credentials flow can not be selected along with code flow or implicit flow.",
    ],
    [
      { ...oauth, AllowedOAuthFlows: ["client_credentials"] },
      "InvalidOAuthFlowException",
      "client_credentials flow can not be selected if client does not have a client secret.",
    ],
    [
      { ...oauth, AllowedOAuthFlows: ["code"] },
      "InvalidOAuthFlowException",
      "CallbackUrls can not be empty when code flow or implicit flow is selected",
    ],
    [
      {
        ...oauth,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["api/nope"],
        CallbackURLs: ["https://a.example.com"],
      },
      "ScopeDoesNotExistException",
      "Invalid scope requested: api/nope",
    ],
  ];
  test.each(refused)("refuses %j", async (settings, name, message) => {
    await expect(create(settings)).rejects.toMatchObject({
      name,
      message: message.replace("POOL", UserPoolId),
    });
  });
});

describe("DescribeUserPoolClient and UpdateUserPoolClient", () => {
  test("an update resets omitted settings, and keeps name and secret", async () => {
    const made = await create({ GenerateSecret: true, AuthSessionValidity: 5, ReadAttributes: ["email"] });
    const key = { UserPoolId, ClientId: made?.ClientId };
    server.clock.advance(1000);
    await server.admin.send(
      new UpdateUserPoolClientCommand({ ...key, PreventUserExistenceErrors: "ENABLED" }),
    );
    const { UserPoolClient } = await server.admin.send(new DescribeUserPoolClientCommand(key));
    expect(UserPoolClient).toMatchObject({
      ClientName: "client",
      ClientSecret: made?.ClientSecret,
      PreventUserExistenceErrors: "ENABLED",
      AuthSessionValidity: 3,
      LastModifiedDate: new Date(server.clock.now()),
    });
    expect(UserPoolClient?.ReadAttributes).toBeUndefined();
  });

  test("has `updating` in its error messages", async () => {
    const made = await create({});
    await expect(
      server.admin.send(
        new UpdateUserPoolClientCommand({ UserPoolId, ClientId: made?.ClientId, WriteAttributes: ["sub"] }),
      ),
    ).rejects.toMatchObject({ message: "Invalid write attributes specified while updating a client" });
  });

  test("another pool's client is not found", async () => {
    const ClientId = await createClient(server, await createPool(server));
    await expect(
      server.admin.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool client ${ClientId} does not exist.`,
    });
  });
});

test("ListUserPoolClients pages, DeleteUserPoolClient deletes", async () => {
  const own = await createPool(server);
  const ids = [
    await createClient(server, own),
    await createClient(server, own),
    await createClient(server, own),
  ];
  const list = (NextToken?: string) =>
    server.admin.send(new ListUserPoolClientsCommand({ UserPoolId: own, MaxResults: 2, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  expect(
    [...(first.UserPoolClients ?? []), ...(second.UserPoolClients ?? [])].map(({ ClientId }) => ClientId),
  ).toEqual(ids);

  const gone = { UserPoolId: own, ClientId: ids[0] };
  await server.admin.send(new DeleteUserPoolClientCommand(gone));
  expect((await list()).UserPoolClients).toHaveLength(2);
  await expect(server.admin.send(new DeleteUserPoolClientCommand(gone))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});
