import { createHash } from "node:crypto";
import {
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import {
  ADA,
  CALLBACK,
  codeFor,
  exchange,
  pkce,
  requestTokens,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const app = await startOAuthApp();

const text = (value: unknown): string => String(value);

describe("a code is exchanged for tokens", () => {
  test("with PKCE, at a public client", async () => {
    const { verifier, challenge } = pkce();
    const code = await codeFor(app, {
      code_challenge: challenge,
      code_challenge_method: "S256",
      nonce: "n-0S6",
    });
    const { status, body, headers } = await exchange(app, code, { code_verifier: verifier });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      "id_token",
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
    expect(body).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cache-control")).toContain("no-store");
    const access = claimsOf(text(body.access_token));
    expect(access).toMatchObject({
      token_use: "access",
      scope: "openid email",
      version: 2,
      client_id: app.clientId,
      iss: `${app.cloud.endpoint}/${app.poolId}`,
    });
    expect(access).not.toHaveProperty("aud");
    const hash = createHash("sha256").update(text(body.access_token)).digest().subarray(0, 16);
    expect(claimsOf(text(body.id_token))).toMatchObject({
      token_use: "id",
      aud: app.clientId,
      email: ADA,
      email_verified: true,
      nonce: "n-0S6",
      at_hash: hash.toString("base64url"),
    });
  });

  test("without PKCE and state, as AWS allows", async () => {
    expect((await exchange(app, await codeFor(app))).status).toBe(200);
  });

  test("at a client with a secret, by Basic and by the form", async () => {
    const { id, secret } = await app.addClient({ GenerateSecret: true });
    const grant = { grant_type: "authorization_code", redirect_uri: CALLBACK };
    const byBasic = await requestTokens(
      app,
      { ...grant, code: await codeFor(app, { client_id: id }) },
      { basic: `${id}:${secret}` },
    );
    expect(byBasic.status).toBe(200);
    const form = {
      ...grant,
      code: await codeFor(app, { client_id: id }),
      client_id: id,
      client_secret: secret,
    };
    expect((await requestTokens(app, form)).status).toBe(200);
  });

  test("the tokens have the time of the sign-in and the client's lifetimes", async () => {
    const { id } = await app.addClient({
      AccessTokenValidity: 5,
      IdTokenValidity: 7,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes" },
    });
    const code = await codeFor(app, { client_id: id });
    const signedInAt = Math.floor(app.cloud.clock.now() / 1000);
    app.cloud.clock.advance(60_000);
    const { body } = await exchange(app, code, { client_id: id });
    const access = claimsOf(text(body.access_token));
    expect(access).toMatchObject({ auth_time: signedInAt, iat: signedInAt + 60, exp: signedInAt + 360 });
    expect(claimsOf(text(body.id_token))).toMatchObject({ exp: signedInAt + 480 });
    expect(body.expires_in).toBe(300);
  });

  test("the tokens verify with the pool's published keys", async () => {
    const { body } = await exchange(app, await codeFor(app));
    const jwks = await (await fetch(`${app.cloud.endpoint}/${app.poolId}/.well-known/jwks.json`)).json();
    const keys = (jwks as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const kidOf = (token: unknown) =>
      JSON.parse(Buffer.from(text(token).split(".")[0] ?? "", "base64url").toString()).kid;
    expect(keys).toContain(kidOf(body.access_token));
    expect(keys).toContain(kidOf(body.id_token));
  });

  test("scopes decide the claims of the ID token", async () => {
    const idToken = async (scope: string) =>
      claimsOf(text((await exchange(app, await codeFor(app, { scope }))).body.id_token));
    expect(await idToken("openid")).toMatchObject({ email: ADA, given_name: "Ada" });
    const email = await idToken("openid email");
    expect(email).toMatchObject({ email: ADA });
    expect(email).not.toHaveProperty("given_name");
    const profile = await idToken("openid profile");
    expect(profile).toMatchObject({ given_name: "Ada" });
    expect(profile).not.toHaveProperty("email");
  });

  test("without openid there is no ID token", async () => {
    const { body } = await exchange(app, await codeFor(app, { scope: "api/read" }));
    expect(Object.keys(body)).toEqual(["access_token", "refresh_token", "expires_in", "token_type"]);
    expect(claimsOf(text(body.access_token)).scope).toBe("api/read");
  });

  test("a resource becomes the audience, also after a refresh", async () => {
    const { body } = await exchange(app, await codeFor(app, { resource: "https://api.example/orders" }));
    expect(claimsOf(text(body.access_token)).aud).toBe("https://api.example/orders");
    const refreshed = await requestTokens(app, {
      grant_type: "refresh_token",
      client_id: app.clientId,
      refresh_token: text(body.refresh_token),
    });
    expect(claimsOf(text(refreshed.body.access_token)).aud).toBe("https://api.example/orders");
  });
});

describe("a code is refused", () => {
  const refused = async (code: string, changes: Record<string, string> = {}) => {
    const { status, body } = await exchange(app, code, changes);
    return `${status} ${text(body.error)}${body.error_description === undefined ? "" : `: ${text(body.error_description)}`}`;
  };

  test("the second time, and its tokens are revoked", async () => {
    const code = await codeFor(app);
    const { body } = await exchange(app, code);
    expect(await refused(code)).toBe("400 invalid_grant");
    const userInfo = await fetch(`${app.cloud.endpoint}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${text(body.access_token)}` },
    });
    expect(userInfo.status).toBe(401);
    const refresh = {
      grant_type: "refresh_token",
      client_id: app.clientId,
      refresh_token: text(body.refresh_token),
    };
    expect((await requestTokens(app, refresh)).body).toEqual({ error: "invalid_grant" });
  });

  test("of two concurrent exchanges at most one succeeds", async () => {
    const code = await codeFor(app);
    const answers = await Promise.all([exchange(app, code), exchange(app, code), exchange(app, code)]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });

  test("five minutes after the sign-in", async () => {
    const code = await codeFor(app);
    app.cloud.clock.advance(5 * 60_000);
    expect(await refused(code)).toBe("400 invalid_grant");
  });

  test("for another client, which does not use it up", async () => {
    const { id } = await app.addClient();
    const code = await codeFor(app);
    expect(await refused(code, { client_id: id })).toBe("400 invalid_grant");
    expect((await exchange(app, code)).status).toBe(200);
  });

  test("with another redirect URI, or none", async () => {
    const code = await codeFor(app);
    expect(await refused(code, { redirect_uri: "myapp://callback" })).toBe(
      "400 unauthorized_client: invalid_redirect",
    );
    const form = { grant_type: "authorization_code", client_id: app.clientId, code };
    expect((await requestTokens(app, form)).body).toEqual({ error: "invalid_request" });
  });

  test("with a wrong verifier, none, or the challenge itself", async () => {
    const { challenge } = pkce();
    const code = await codeFor(app, { code_challenge: challenge, code_challenge_method: "S256" });
    for (const changes of [
      { code_verifier: pkce().verifier },
      {},
      { code_verifier: challenge },
      { code_verifier: "short" },
    ]) {
      expect(await refused(code, changes as Record<string, string>)).toBe("400 invalid_grant");
    }
  });

  test("with a verifier if the challenge was removed (PKCE downgrade)", async () => {
    expect(await refused(await codeFor(app), { code_verifier: pkce().verifier })).toBe("400 invalid_grant");
  });

  test("when it is made up, or is the session's id", async () => {
    expect(await refused("291219ef-c91d-4e53-b633-d6c27d6506f3")).toBe("400 invalid_grant");
    expect(await refused("")).toBe("400 invalid_request");
  });

  test("when the client can't read an attribute of the scope", async () => {
    const { id } = await app.addClient({ ReadAttributes: ["email"] });
    const code = await codeFor(app, { client_id: id });
    expect(await refused(code, { client_id: id })).toBe("400 invalid_grant");
  });

  test("when the user was disabled meanwhile", async () => {
    const other = await startOAuthApp();
    const code = await codeFor(other);
    await other.admin.send(new AdminDisableUserCommand({ UserPoolId: other.poolId, Username: ADA }));
    expect((await exchange(other, code)).body).toEqual({ error: "invalid_grant" });
  });

  test("a new password does not invalidate an issued code: the user has just signed in", async () => {
    const other = await startOAuthApp();
    const code = await codeFor(other);
    await other.admin.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: other.poolId,
        Username: ADA,
        Password: "Another-Horse-9",
        Permanent: true,
      }),
    );
    expect((await exchange(other, code)).status).toBe(200);
  });
});

describe("client authentication", () => {
  const attempt = async (form: Record<string, string>, basic?: string) => {
    const { status, body } = await requestTokens(
      app,
      { grant_type: "authorization_code", code: "x", redirect_uri: CALLBACK, ...form },
      basic === undefined ? {} : { basic },
    );
    return `${status} ${text(body.error)}`;
  };

  test("an unknown client, a wrong secret, a missing one, and one for a public client", async () => {
    const { id, secret } = await app.addClient({ GenerateSecret: true });
    expect(await attempt({ client_id: "unknown" })).toBe("400 invalid_client");
    expect(await attempt({ client_id: id, client_secret: `${secret}x` })).toBe("400 invalid_client");
    expect(await attempt({ client_id: id })).toBe("400 invalid_client");
    expect(await attempt({ client_id: app.clientId, client_secret: secret })).toBe("400 invalid_client");
    expect(await attempt({}, `${id}:wrong`)).toBe("400 invalid_client");
    expect(await attempt({}, `${app.clientId}:`)).toBe("400 invalid_client");
  });

  test("two methods at once, or for two clients", async () => {
    const { id, secret } = await app.addClient({ GenerateSecret: true });
    expect(await attempt({ client_id: id, client_secret: secret }, `${id}:${secret}`)).toBe(
      "400 invalid_request",
    );
    expect(await attempt({ client_id: app.clientId }, `${id}:${secret}`)).toBe("400 invalid_client");
  });

  test("no client, no grant, an unknown grant, a parameter twice", async () => {
    expect(await attempt({})).toBe("400 invalid_request");
    expect((await requestTokens(app, { client_id: app.clientId })).body).toEqual({
      error: "invalid_request",
    });
    expect((await requestTokens(app, { client_id: app.clientId, grant_type: "password" })).body).toEqual({
      error: "unsupported_grant_type",
    });
    const twice = new URLSearchParams({ client_id: app.clientId, grant_type: "refresh_token" });
    twice.append("grant_type", "authorization_code");
    expect((await requestTokens(app, twice)).body).toEqual({ error: "invalid_request" });
  });

  test("a body that is not a form, or too large", async () => {
    const send = (body: string, type: string) =>
      fetch(`${app.cloud.endpoint}/oauth2/token`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
    const asJson = await send(JSON.stringify({ grant_type: "refresh_token" }), "application/json");
    expect(await asJson.json()).toEqual({ error: "invalid_request" });
    expect((await send(`a=${"x".repeat(400_000)}`, "application/x-www-form-urlencoded")).status).toBe(413);
  });
});
