import {
  AdminUserGlobalSignOutCommand,
  InitiateAuthCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import {
  ADA,
  codeFor,
  exchange,
  type OAuthApp,
  PASSWORD,
  requestTokens,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const text = (value: unknown): string => String(value);

interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly id: string;
}

async function tokensOf(app: OAuthApp, changes: Record<string, string> = {}): Promise<Tokens> {
  const { client_id = app.clientId } = changes;
  const { body } = await exchange(app, await codeFor(app, changes), { client_id });
  return { access: text(body.access_token), refresh: text(body.refresh_token), id: text(body.id_token) };
}

const userInfo = ({ cloud }: OAuthApp, token: string | undefined, init: RequestInit = {}) =>
  fetch(`${cloud.endpoint}/oauth2/userInfo`, {
    ...init,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });

describe("refresh", () => {
  const refresh = (app: OAuthApp, token: string, client_id = app.clientId) =>
    requestTokens(app, { grant_type: "refresh_token", client_id, refresh_token: token });

  test("returns an access and an ID token, and no new refresh token without rotation", async () => {
    const app = await startOAuthApp();
    const tokens = await tokensOf(app, { nonce: "n" });
    app.cloud.clock.advance(60_000);
    const { status, body } = await refresh(app, tokens.refresh);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["id_token", "access_token", "expires_in", "token_type"]);
    const [before, after] = [claimsOf(tokens.id), claimsOf(text(body.id_token))];
    expect(after).toMatchObject({
      auth_time: before.auth_time,
      origin_jti: before.origin_jti,
      sub: before.sub,
    });
    expect(after).not.toHaveProperty("nonce");
    expect(claimsOf(text(body.access_token)).scope).toBe("openid email");
  });

  test("rotates, with a grace period; reuse after it ends the sign-in", async () => {
    const app = await startOAuthApp({
      client: { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 } },
    });
    const first = await tokensOf(app);
    const { body } = await refresh(app, first.refresh);
    const second = text(body.refresh_token);
    expect(second).not.toBe(first.refresh);
    expect((await refresh(app, first.refresh)).status).toBe(200);
    app.cloud.clock.advance(10_000);
    expect((await refresh(app, first.refresh)).body).toEqual({ error: "invalid_grant" });
    expect((await refresh(app, second)).body).toEqual({ error: "invalid_grant" });
  });

  test("accepts the tokens of a sign-in by the SDK", async () => {
    const app = await startOAuthApp();
    const { AuthenticationResult } = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
      }),
    );
    const { status, body } = await refresh(app, AuthenticationResult?.RefreshToken ?? "");
    expect(status).toBe(200);
    expect(claimsOf(text(body.access_token)).scope).toBe("aws.cognito.signin.user.admin");
  });

  test("refuses another client's token, an access token, an expired and a missing one", async () => {
    const app = await startOAuthApp();
    const { id } = await app.addClient();
    const { refresh: token, access } = await tokensOf(app);
    expect((await refresh(app, token, id)).body).toEqual({ error: "invalid_grant" });
    expect((await refresh(app, access)).body).toEqual({ error: "invalid_grant" });
    expect((await refresh(app, "")).body).toEqual({ error: "invalid_request" });
    app.cloud.clock.advance(30 * 24 * 60 * 60_000);
    expect((await refresh(app, token)).body).toEqual({ error: "invalid_grant" });
  });
});

describe("client credentials", () => {
  const machine = {
    GenerateSecret: true,
    AllowedOAuthFlows: ["client_credentials" as const],
    AllowedOAuthScopes: ["api/read", "api/write"],
    CallbackURLs: [],
  };

  test("return only an access token, without a user", async () => {
    const app = await startOAuthApp();
    const { id, secret } = await app.addClient(machine);
    const { status, body } = await requestTokens(
      app,
      { grant_type: "client_credentials" },
      { basic: `${id}:${secret}` },
    );
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["access_token", "expires_in", "token_type"]);
    const claims = claimsOf(text(body.access_token));
    expect(claims).toMatchObject({
      sub: id,
      client_id: id,
      token_use: "access",
      scope: "api/read api/write",
      version: 2,
    });
    expect(claims).not.toHaveProperty("username");
    expect(claims).not.toHaveProperty("origin_jti");
  });

  test("return the scopes that are requested and allowed", async () => {
    const app = await startOAuthApp();
    const { id, secret } = await app.addClient({ ...machine, AllowedOAuthScopes: ["api/read"] });
    const ask = (scope: string) =>
      requestTokens(app, { grant_type: "client_credentials", client_id: id, client_secret: secret, scope });
    expect(claimsOf(text((await ask("api/write api/read")).body.access_token)).scope).toBe("api/read");
    expect((await ask("api/write")).body).toEqual({ error: "invalid_grant" });
  });

  test("are only for clients with that flow, with their secret", async () => {
    const app = await startOAuthApp();
    const { id, secret } = await app.addClient(machine);
    const grant = { grant_type: "client_credentials" };
    expect((await requestTokens(app, { ...grant, client_id: app.clientId })).body).toEqual({
      error: "unauthorized_client",
    });
    expect((await requestTokens(app, { ...grant, client_id: id })).body).toEqual({ error: "invalid_client" });
    expect((await requestTokens(app, { ...grant, client_id: id, client_secret: `${secret}x` })).body).toEqual(
      { error: "invalid_client" },
    );
    const code = {
      grant_type: "authorization_code",
      client_id: id,
      client_secret: secret,
      code: "x",
      redirect_uri: "x",
    };
    expect((await requestTokens(app, code)).body).toEqual({ error: "unauthorized_client" });
  });

  test("call only the third version of the token trigger", async () => {
    const events: Record<string, unknown>[] = [];
    const app = await startOAuthApp({
      lambdas: {
        invoke: async (_arn, event) => {
          events.push(event as unknown as Record<string, unknown>);
          const response = {
            claimsAndScopeOverrideDetails: {
              accessTokenGeneration: {
                claimsToAddOrOverride: { tenant: "acme", sub: "forged" },
                scopesToSuppress: ["api/write"],
              },
            },
          };
          return { kind: "result", payload: { ...(event as object), response } };
        },
      },
    });
    const { id, secret } = await app.addClient(machine);
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:token";
    const ask = () =>
      requestTokens(
        app,
        { grant_type: "client_credentials", aws_client_metadata: JSON.stringify({ reason: "night" }) },
        { basic: `${id}:${secret}` },
      );
    const setVersion = (LambdaVersion: "V2_0" | "V3_0") =>
      app.admin.send(
        new UpdateUserPoolCommand({
          UserPoolId: app.poolId,
          LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion } },
        }),
      );
    await setVersion("V2_0");
    expect(claimsOf(text((await ask()).body.access_token))).not.toHaveProperty("tenant");
    await setVersion("V3_0");
    const claims = claimsOf(text((await ask()).body.access_token));
    expect(claims).toMatchObject({ tenant: "acme", sub: id, scope: "api/read" });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      version: "3",
      triggerSource: "TokenGeneration_ClientCredentials",
      userName: "ClientCredentials",
      callerContext: { clientId: id },
      request: { scopes: ["api/read", "api/write"], clientMetadata: { reason: "night" } },
    });
  });

  test("refuse metadata that is not an object of strings", async () => {
    const app = await startOAuthApp();
    const { id, secret } = await app.addClient(machine);
    for (const aws_client_metadata of ["{", "[]", '"x"', '{"a":1}']) {
      const form = {
        grant_type: "client_credentials",
        client_id: id,
        client_secret: secret,
        aws_client_metadata,
      };
      expect((await requestTokens(app, form)).body).toEqual({ error: "invalid_request" });
    }
  });
});

describe("userInfo", () => {
  test("returns the claims of the scopes, as strings", async () => {
    const app = await startOAuthApp();
    const { access } = await tokensOf(app, { scope: "openid email" });
    const answer = await userInfo(app, access);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await answer.json()).toEqual({
      sub: claimsOf(access).sub,
      email: ADA,
      email_verified: "true",
      username: claimsOf(access).username,
    });
    const all = (await (
      await userInfo(app, (await tokensOf(app, { scope: "openid" })).access)
    ).json()) as object;
    expect(all).toMatchObject({ given_name: "Ada", email: ADA });
  });

  test("refuses a missing token, a token without openid, one of the SDK, an ID token, a revoked and an expired one", async () => {
    const app = await startOAuthApp();
    const without = await userInfo(app, undefined);
    expect(without.status).toBe(400);
    expect(without.headers.get("www-authenticate")).toBe(
      'Bearer error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"',
    );
    const { AuthenticationResult } = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
      }),
    );
    const tokens = await tokensOf(app);
    const refused = [
      (await tokensOf(app, { scope: "api/read" })).access,
      AuthenticationResult?.AccessToken,
      tokens.id,
      `${tokens.access.slice(0, -8)}AAAAAAAA`,
    ];
    for (const token of refused) {
      const answer = await userInfo(app, token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe(
        'Bearer error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."',
      );
    }
    expect((await userInfo(app, tokens.access)).status).toBe(200);
    await app.admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId: app.poolId, Username: ADA }));
    expect((await userInfo(app, tokens.access)).status).toBe(401);
    const late = await tokensOf(app);
    app.cloud.clock.advance(60 * 60_000);
    expect((await userInfo(app, late.access)).status).toBe(401);
  });
});

describe("revoke", () => {
  const revoke = ({ cloud }: OAuthApp, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${cloud.endpoint}/oauth2/revoke`, { method: "POST", body: new URLSearchParams(form), headers });

  test("ends the refresh token and every access token of the sign-in", async () => {
    const app = await startOAuthApp();
    const tokens = await tokensOf(app);
    const answer = await revoke(app, { token: tokens.refresh, client_id: app.clientId });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
    expect((await userInfo(app, tokens.access)).status).toBe(401);
    const again = await requestTokens(app, {
      grant_type: "refresh_token",
      client_id: app.clientId,
      refresh_token: tokens.refresh,
    });
    expect(again.body).toEqual({ error: "invalid_grant" });
  });

  test("returns the same for an unknown, a revoked and another client's token, which stays valid", async () => {
    const app = await startOAuthApp();
    const { id } = await app.addClient();
    const tokens = await tokensOf(app);
    for (const token of ["unknown", tokens.refresh]) {
      const answer = await revoke(app, { token, client_id: id });
      expect([answer.status, await answer.text()]).toEqual([200, ""]);
    }
    expect((await userInfo(app, tokens.access)).status).toBe(200);
    await revoke(app, { token: tokens.refresh, client_id: app.clientId });
    expect((await revoke(app, { token: tokens.refresh, client_id: app.clientId })).status).toBe(200);
  });

  test("refuses with AWS's messages", async () => {
    const app = await startOAuthApp();
    const off = await app.addClient({ EnableTokenRevocation: false });
    const { id, secret } = await app.addClient({ GenerateSecret: true });
    const { access } = await tokensOf(app);
    const refusal = async (form: Record<string, string>) => {
      const answer = await revoke(app, form);
      return [answer.status, await answer.json()];
    };
    expect(await refusal({ client_id: app.clientId })).toEqual([400, { error: "invalid_request" }]);
    expect(await refusal({ client_id: off.id, token: "x" })).toEqual([400, { error: "invalid_request" }]);
    expect(await refusal({ client_id: app.clientId, token: access })).toEqual([
      400,
      { error: "unsupported_token_type" },
    ]);
    expect(await refusal({ client_id: "unknown", token: "x" })).toEqual([401, { error: "invalid_client" }]);
    expect(await refusal({ client_id: id, token: "x" })).toEqual([401, { error: "invalid_client" }]);
    expect(await refusal({ client_id: id, client_secret: `${secret}x`, token: "x" })).toEqual([
      401,
      { error: "invalid_client" },
    ]);
  });

  test("answers a browser's preflight, without cookies", async () => {
    const app = await startOAuthApp();
    for (const path of ["token", "revoke", "userInfo"]) {
      const answer = await fetch(`${app.cloud.endpoint}/oauth2/${path}`, {
        method: "OPTIONS",
        headers: {
          origin: "http://localhost:5173",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization",
        },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
    }
    const authorize = await fetch(`${app.cloud.endpoint}/oauth2/authorize`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:5173" },
    });
    expect(authorize.headers.has("access-control-allow-origin")).toBe(false);
  });
});
