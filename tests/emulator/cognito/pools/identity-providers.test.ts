import {
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  GetIdentityProviderByIdentifierCommand,
  ListIdentityProvidersCommand,
  UpdateIdentityProviderCommand,
  type UpdateIdentityProviderCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());
let UserPoolId: string;
beforeEach(async () => {
  UserPoolId = await createPool(server);
});

const google: Omit<CreateIdentityProviderCommandInput, "UserPoolId"> = {
  ProviderName: "Google",
  ProviderType: "Google",
  ProviderDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "email openid" },
  AttributeMapping: { email: "email", username: "sub" },
  IdpIdentifiers: ["google.com"],
};

const create = (provider: Partial<CreateIdentityProviderCommandInput> = {}) =>
  server.admin.send(new CreateIdentityProviderCommand({ UserPoolId, ...google, ...provider }));

const describeProvider = (ProviderName: string) =>
  server.admin.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName }));

test("a provider is described with the details that Cognito adds", async () => {
  await create();
  const { IdentityProvider } = await describeProvider("Google");
  expect(IdentityProvider).toMatchObject({
    ...google,
    UserPoolId,
    ProviderDetails: {
      ...google.ProviderDetails,
      authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
      oidc_issuer: "https://accounts.google.com",
      token_url: "https://www.googleapis.com/oauth2/v4/token",
    },
  });
});

test("Apple's private key is not returned", async () => {
  const apple = { client_id: "id", team_id: "T", key_id: "K", authorize_scopes: "email" };
  const { IdentityProvider } = await create({
    ProviderName: "SignInWithApple",
    ProviderType: "SignInWithApple",
    ProviderDetails: { ...apple, private_key: "-----BEGIN" },
    IdpIdentifiers: [],
  });
  expect(IdentityProvider?.ProviderDetails).toMatchObject(apple);
  expect(IdentityProvider?.ProviderDetails).not.toHaveProperty("private_key");
});

test.each(["http://localhost:4566", "http://127.0.0.1:4566", "http://[::1]:4566"])(
  "providers on localhost may use plain HTTP: %s",
  async (origin) => {
    const oidc = await create({
      ProviderName: "oidc",
      ProviderType: "OIDC",
      ProviderDetails: {
        client_id: "id",
        attributes_request_method: "GET",
        oidc_issuer: `${origin}/oidc`,
        authorize_scopes: "openid",
      },
    });
    expect(oidc.IdentityProvider?.ProviderDetails?.oidc_issuer).toBe(`${origin}/oidc`);
    const saml = await create({
      ProviderName: "saml",
      ProviderType: "SAML",
      ProviderDetails: { MetadataURL: `${origin}/saml` },
      IdpIdentifiers: [],
    });
    expect(saml.IdentityProvider?.ProviderDetails?.MetadataURL).toBe(`${origin}/saml`);
  },
);

test("an OpenID provider's names of the authentication levels are returned, and changed", async () => {
  const AcrMapping = { Level2: "silver", Level4: "urn:corp:gold" };
  const oidc = {
    ProviderName: "oidc",
    ProviderType: "OIDC" as const,
    ProviderDetails: {
      client_id: "id",
      attributes_request_method: "GET",
      oidc_issuer: "https://id.example.com",
      authorize_scopes: "openid",
    },
  };
  expect((await create({ ...oidc, AcrMapping })).IdentityProvider?.AcrMapping).toEqual(AcrMapping);
  const update = async (change: Partial<UpdateIdentityProviderCommandInput>) => {
    await server.admin.send(
      new UpdateIdentityProviderCommand({ UserPoolId, ProviderName: "oidc", ...change }),
    );
    return (await describeProvider("oidc")).IdentityProvider?.AcrMapping;
  };
  expect(await update({ IdpIdentifiers: ["corp"] })).toEqual(AcrMapping);
  expect(await update({ AcrMapping: { Level1: "bronze" } })).toEqual({ Level1: "bronze" });
  expect(await refusal(update({ AcrMapping: { Level5: "x" } }))).toMatch(/^InvalidParameterException/);
  expect(await refusal(update({ AcrMapping: { Level1: "two words" } }))).toMatch(
    /^InvalidParameterException/,
  );
  expect(await refusal(create({ AcrMapping }))).toBe(
    "InvalidParameterException: AcrMapping is not supported by providers of type Google.",
  );
});

describe("is refused", () => {
  const oidc = {
    client_id: "id",
    attributes_request_method: "GET",
    oidc_issuer: "https://id.example.com",
    authorize_scopes: "openid",
  };
  test.each<[string, Partial<CreateIdentityProviderCommandInput>, string]>([
    [
      "without its secret",
      { ProviderDetails: { client_id: "id", authorize_scopes: "email" } },
      "clientId, clientSecret and authorizeScopes are all required idp details.",
    ],
    ...(["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"] as const).map(
      (ProviderType): [string, Partial<CreateIdentityProviderCommandInput>, string] => [
        `${ProviderType} under a custom name`,
        { ProviderName: "MyProvider", ProviderType },
        `Provider MyProvider cannot be of type ${ProviderType}.`,
      ],
    ),
    [
      "another provider under a social one's name",
      { ProviderName: "Google", ProviderType: "OIDC", ProviderDetails: oidc },
      "Provider Google cannot be of type OIDC.",
    ],
    ["under Cognito's own name", { ProviderName: "COGNITO" }, "COGNITO is a reserved provider name."],
    [
      "with a mapping to an unknown attribute",
      { AttributeMapping: { "custom:nothing": "x" } },
      "Attribute mapping contains custom:nothing, which is not in the schema of the user pool.",
    ],
    [
      "SAML without metadata",
      { ProviderName: "saml", ProviderType: "SAML", ProviderDetails: { IDPSignout: "true" } },
      "At least one of the MetadataURL or MetadataFile should be provided.",
    ],
    [
      "OIDC over plain HTTP",
      {
        ProviderName: "oidc",
        ProviderType: "OIDC",
        ProviderDetails: { ...oidc, oidc_issuer: "http://id.example.com" },
      },
      "OIDC endpoint must start with https://",
    ],
    ...[
      "http://localhost.example.com",
      "http://localhost@example.com",
      "http://127.0.0.1.example.com",
      "file:///etc/passwd",
      "no URL",
    ].flatMap((url): [string, Partial<CreateIdentityProviderCommandInput>, string][] => [
      [
        `OIDC at ${url}`,
        { ProviderName: "oidc", ProviderType: "OIDC", ProviderDetails: { ...oidc, oidc_issuer: url } },
        "OIDC endpoint must start with https://",
      ],
      [
        `SAML with metadata at ${url}`,
        { ProviderName: "saml", ProviderType: "SAML", ProviderDetails: { MetadataURL: url } },
        "Invalid MetadataURL: it must be an HTTPS URL.",
      ],
    ]),
    [
      "OIDC with some endpoints",
      {
        ProviderName: "oidc",
        ProviderType: "OIDC",
        ProviderDetails: { ...oidc, token_url: "https://id.example.com/token" },
      },
      "Provide all of authorize_url, token_url, attributes_url and jwks_uri, or none of them.",
    ],
    [
      "OIDC with another method",
      {
        ProviderName: "oidc",
        ProviderType: "OIDC",
        ProviderDetails: { ...oidc, attributes_request_method: "PUT" },
      },
      "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
    ],
  ])("%s", async (_, provider, message) => {
    expect(await refusal(create(provider))).toBe(`InvalidParameterException: ${message}`);
    const { Providers } = await server.admin.send(new ListIdentityProvidersCommand({ UserPoolId }));
    expect(Providers).toEqual([]);
  });

  test("a second time, or with another provider's identifier", async () => {
    await create();
    expect(await refusal(create())).toBe(
      `DuplicateProviderException: Google already exists in user pool ${UserPoolId}.`,
    );
    expect(await refusal(create({ ProviderName: "Facebook", ProviderType: "Facebook" }))).toBe(
      "InvalidParameterException: Identifier google.com is used by another identity provider.",
    );
  });
});

test("providers are listed in pages, found by identifier, changed and removed", async () => {
  await create();
  await create({
    ProviderName: "Second",
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: "id",
      attributes_request_method: "GET",
      oidc_issuer: "https://id.example.com",
      authorize_scopes: "openid",
    },
    IdpIdentifiers: ["second.example"],
  });
  const list = (NextToken?: string) =>
    server.admin.send(new ListIdentityProvidersCommand({ UserPoolId, MaxResults: 1, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  expect(
    [first, second].flatMap(({ Providers }) => Providers?.map(({ ProviderName }) => ProviderName)),
  ).toEqual(["Google", "Second"]);
  expect(second.NextToken).toBeUndefined();
  expect(await refusal(list("made-up"))).toBe("InvalidParameterException: Invalid pagination token.");

  const byIdentifier = (IdpIdentifier: string) =>
    server.admin.send(new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier }));
  expect((await byIdentifier("second.example")).IdentityProvider?.ProviderName).toBe("Second");
  expect(await refusal(byIdentifier("third.example"))).toMatch(/^ResourceNotFoundException/);

  const update = (more: object) =>
    server.admin.send(new UpdateIdentityProviderCommand({ UserPoolId, ProviderName: "Second", ...more }));
  const updated = await update({ IdpIdentifiers: ["third.example"] });
  expect(updated.IdentityProvider).toMatchObject({
    IdpIdentifiers: ["third.example"],
    AttributeMapping: google.AttributeMapping,
  });
  expect(await refusal(update({ IdpIdentifiers: ["google.com"] }))).toMatch(/^InvalidParameterException/);

  const remove = new DeleteIdentityProviderCommand({ UserPoolId, ProviderName: "Second" });
  await server.admin.send(remove);
  const gone = "ResourceNotFoundException: Identity provider Second does not exist.";
  expect(await refusal(server.admin.send(remove))).toBe(gone);
  expect(await refusal(describeProvider("Second"))).toBe(gone);
  expect(await refusal(update({}))).toBe(gone);
});

test("a client may support existing providers only", async () => {
  const settings = { SupportedIdentityProviders: ["COGNITO", "Google"] };
  expect(await refusal(createClient(server, UserPoolId, settings))).toBe(
    `InvalidParameterException: The provider Google does not exist for User Pool ${UserPoolId}.`,
  );
  await create();
  await expect(createClient(server, UserPoolId, settings)).resolves.toMatch(/^[a-z0-9]{26}$/);
});
