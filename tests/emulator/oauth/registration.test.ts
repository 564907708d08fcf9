/** `/oauth2/register`: who may register what. */

import { createServer } from "node:http";
import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { listen } from "../../support/worlds/listen.ts";
import { codeFor, exchange, requestTokens } from "../../support/worlds/oauth-app.ts";
import {
  AGENT,
  AGENT_CALLBACK,
  configure,
  initialToken,
  register,
  startRegisteringApp,
} from "../../support/worlds/registering-app.ts";

const app = await startRegisteringApp();

const describeClient = async (ClientId: unknown) =>
  (
    await app.admin.send(
      new DescribeUserPoolClientCommand({ UserPoolId: app.poolId, ClientId: String(ClientId) }),
    )
  ).UserPoolClient;

describe("open registration", () => {
  test("answers 201 with the client's id and what was registered, and is not cached", async () => {
    const { status, body, headers } = await register(app, {
      ...AGENT,
      client_name: "An agent",
      scope: "openid api/read",
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      client_id: expect.stringMatching(/^[a-z0-9]{26}$/),
      client_id_issued_at: Math.floor(app.cloud.clock.now() / 1000),
      client_name: "An agent",
      redirect_uris: [AGENT_CALLBACK],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      scope: "openid api/read",
    });
    expect(headers.get("cache-control")).toContain("no-store");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(await describeClient(body.client_id)).toMatchObject({
      ClientType: "DCR",
      ClientName: "An agent",
      CallbackURLs: [AGENT_CALLBACK],
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "api/read"],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
    });
  });

  test("gives a secret that does not expire, unless the client is public", async () => {
    const { body } = await register(app, { redirect_uris: [AGENT_CALLBACK] });
    expect(body).toMatchObject({
      client_secret: expect.stringMatching(/^[a-z0-9]{52}$/),
      client_secret_expires_at: 0,
      token_endpoint_auth_method: "client_secret_basic",
      client_name: body.client_id,
      scope: "openid email phone profile",
    });
  });

  test("is for the grants of its own list: no machines, unless the pool says so", async () => {
    const machine = { grant_types: ["client_credentials"], scope: "api/read" };
    expect(await register(app, machine)).toMatchObject({
      status: 400,
      body: { error: "invalid_client_metadata" },
    });
    const other = await startRegisteringApp({
      OpenDcrEnabled: true,
      OpenDcrGrantTypes: ["client_credentials", "implicit"],
      AllowedScopes: ["api/read", "aws.cognito.signin.user.admin"],
    });
    const { status, body } = await register(other, machine);
    expect(status).toBe(201);
    expect(body).toMatchObject({ grant_types: ["client_credentials"], response_types: [] });
    const { body: tokens } = await requestTokens(
      other,
      { grant_type: "client_credentials" },
      { basic: `${body.client_id}:${body.client_secret}` },
    );
    expect(claimsOf(String(tokens.access_token))).toMatchObject({ sub: body.client_id, scope: "api/read" });
    const refused = ["openid", "aws.cognito.signin.user.admin", ""];
    for (const scope of refused) expect((await register(other, { ...machine, scope })).status).toBe(400);
    expect((await register(other, AGENT)).body.error).toBe("invalid_client_metadata");
    expect((await register(other, { ...AGENT, grant_types: ["implicit"] })).status).toBe(400);
  });

  test("is refused with an empty list, and where it is off; without registration there is no endpoint", async () => {
    const other = await startRegisteringApp({ OpenDcrEnabled: true, OpenDcrGrantTypes: [] });
    expect((await register(other)).body.error).toBe("invalid_client_metadata");
    await configure(other, {});
    const { status, headers, body } = await register(other);
    expect([status, body.error, headers.get("www-authenticate")]).toEqual([401, "invalid_token", "Bearer"]);
    await configure(other, { EnableStatus: "Disabled", OpenDcrEnabled: true });
    expect((await register(other)).status).toBe(404);
    const discovery = await fetch(`${other.cloud.endpoint}/${other.poolId}/.well-known/openid-configuration`);
    expect(await discovery.json()).not.toHaveProperty("registration_endpoint");
  });
});

describe("authenticated registration", () => {
  test("takes the token of a client with the scope, and permits machines by default", async () => {
    const other = await startRegisteringApp({ AllowedScopes: ["api/read"] });
    const token = await initialToken(other);
    expect((await register(other, AGENT, { token })).status).toBe(201);
    const machine = { grant_types: ["client_credentials"], scope: "api/read" };
    expect((await register(other, machine, { token })).status).toBe(201);
  });

  test("an empty list refuses it", async () => {
    const other = await startRegisteringApp({ AuthenticatedGrantTypes: [] });
    const token = await initialToken(other);
    expect((await register(other, AGENT, { token })).body.error).toBe("invalid_client_metadata");
  });

  test("refuses an invalid token even where registration is open", async () => {
    const token = await initialToken(app);
    const [head, payload, signature = ""] = token.split(".");
    const forged = `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const bad of [forged, "x", "a.b.c"]) {
      const { status, body, headers } = await register(app, AGENT, { token: bad });
      expect([status, body.error]).toEqual([401, "invalid_token"]);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer error="invalid_token"/);
    }
    const basic = { authorization: `Basic ${Buffer.from("a:b").toString("base64")}` };
    expect((await register(app, AGENT, { headers: basic })).status).toBe(401);
  });

  test("refuses a token that has expired, and a client that has lost the scope or is gone", async () => {
    const other = await startRegisteringApp();
    const token = await initialToken(other);
    const client = { UserPoolId: other.poolId, ClientId: other.registrar.id };
    await other.admin.send(
      new UpdateUserPoolClientCommand({
        ...client,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["client_credentials"],
        AllowedOAuthScopes: ["api/read"],
      }),
    );
    expect(await register(other, AGENT, { token })).toMatchObject({
      status: 403,
      body: { error: "insufficient_scope" },
    });
    await other.admin.send(new DeleteUserPoolClientCommand(client));
    expect((await register(other, AGENT, { token })).status).toBe(401);
    other.cloud.clock.advance(3_600_000);
    expect((await register(other, AGENT, { token })).status).toBe(401);
  });

  test("refuses the token of another client, of a user and of another pool", async () => {
    const machine = await app.addClient({
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["api/read"],
      CallbackURLs: [],
    });
    const foreign = await initialToken(app, machine, "api/read");
    expect((await register(app, AGENT, { token: foreign })).status).toBe(403);
    const { body } = await exchange(app, await codeFor(app));
    expect((await register(app, AGENT, { token: String(body.access_token) })).status).toBe(401);
    const elsewhere = await startRegisteringApp();
    const token = await initialToken(elsewhere);
    expect((await register(app, AGENT, { token })).status).toBe(401);
  });

  test("a user's token never registers, not even of a client that holds the scope", async () => {
    const both = await app.addClient({ AllowedOAuthScopes: ["openid", "aws.cognito/dcr/register"] });
    const code = await codeFor(app, { client_id: both.id, scope: "openid aws.cognito/dcr/register" });
    const { body } = await exchange(app, code, { client_id: both.id });
    expect(claimsOf(String(body.access_token)).scope).toContain("aws.cognito/dcr/register");
    expect((await register(app, AGENT, { token: String(body.access_token) })).status).toBe(401);
  });
});

describe("the pool", () => {
  test("is named by discovery; an unknown one has no registration", async () => {
    const discovery = await fetch(`${app.cloud.endpoint}/${app.poolId}/.well-known/openid-configuration`);
    const { registration_endpoint } = (await discovery.json()) as Record<string, string>;
    const answer = await fetch(registration_endpoint ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(AGENT),
    });
    expect(answer.status).toBe(201);
    expect((await register(app, AGENT, { pool: "us-east-1_unknown00" })).status).toBe(404);
  });

  test("need not be named while there is only one with registration and a domain", async () => {
    const alone = await startRegisteringApp();
    expect((await register(alone, AGENT, { pool: null })).status).toBe(201);
    const { UserPool } = await alone.admin.send(
      new CreateUserPoolCommand({ PoolName: "second", DcrConfiguration: { OpenDcrEnabled: true } }),
    );
    const UserPoolId = UserPool?.Id ?? "";
    expect((await register(alone, AGENT, { pool: UserPoolId })).status).toBe(404);
    await alone.admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "second" }));
    expect((await register(alone, AGENT, { pool: null })).status).toBe(400);
    expect((await register(alone, AGENT, { pool: UserPoolId })).status).toBe(201);
  });
});

describe("a flood", () => {
  test("ends at the quota of clients, which those of CreateUserPoolClient share", async () => {
    const other = await startRegisteringApp();
    const { clients, pools } = other.cloud.cognito.context;
    const pool = pools.require(other.poolId);
    const { settings } = clients.require(other.clientId);
    while (clients.count(pool) < 999) clients.create(pool, { name: "one of many", secrets: [], settings });
    expect((await register(other)).status).toBe(201);
    expect(await register(other)).toMatchObject({ status: 400, body: { error: "invalid_request" } });
    await expect(
      other.admin.send(new CreateUserPoolClientCommand({ UserPoolId: other.poolId, ClientName: "one more" })),
    ).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  test("of very large metadata is refused, as is what is not JSON", async () => {
    expect((await register(app, { ...AGENT, client_uri: "x".repeat(70_000) })).status).toBe(413);
    expect((await register(app, { ...AGENT, client_uri: "x".repeat(500_000) })).status).toBe(413);
    for (const body of ["", "{", "[]", "null", '"text"', "[".repeat(2000)]) {
      expect(await register(app, body)).toMatchObject({
        status: 400,
        body: { error: "invalid_client_metadata" },
      });
    }
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) {
      expect((await register(app, AGENT, { headers: { "content-type": type } })).status).toBe(400);
    }
  });
});

test("pages of other origins can't register: their preflight is not answered", async () => {
  const answer = await fetch(`${app.cloud.endpoint}/oauth2/register`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.ok).toBe(false);
});

test("URLs in the metadata are never fetched", async () => {
  let visits = 0;
  const { url, close } = await listen(
    createServer((_, response) => {
      visits += 1;
      response.end();
    }),
  );
  try {
    const names = ["logo_uri", "jwks_uri", "client_uri", "tos_uri", "policy_uri", "sector_identifier_uri"];
    const metadata = { ...AGENT, ...Object.fromEntries(names.map((name) => [name, url])) };
    const { status, body } = await register(app, { ...metadata, software_statement: "a.b.c" });
    expect(status).toBe(201);
    for (const name of [...names, "software_statement"]) expect(body).not.toHaveProperty(name);
    await codeFor(app, { client_id: String(body.client_id), redirect_uri: AGENT_CALLBACK });
    expect(visits).toBe(0);
  } finally {
    await close();
  }
});
