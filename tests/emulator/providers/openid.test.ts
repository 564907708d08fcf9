import { describe, expect, test } from "@jest/globals";
import * as client from "openid-client";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const issuerOf = (kind: string) => `${cloud.endpoint}/_local/providers/${kind}`;
const redirectUri = () => `${cloud.endpoint}/oauth2/idpresponse`;

/** Discovers a provider as a relying party whose clock is the local cloud's. */
const relyingParty = (kind: string, secret = "local-placeholder") =>
  client.discovery(
    new URL(issuerOf(kind)),
    `local-${kind}`,
    { [client.clockSkew]: Math.round((cloud.clock.now() - Date.now()) / 1000) },
    client.ClientSecretPost(secret),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );

const authorizationUrl = (config: client.Configuration, parameters: Record<string, string> = {}) =>
  client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    scope: "openid email profile",
    state: "the-state",
    nonce: "the-nonce",
    ...parameters,
  });

const choose = (url: URL, choice: string, fields: Record<string, string> = {}) =>
  createStandInBrowser().choose(url, choice, fields);

async function signIn(config: client.Configuration, choice: string, fields: Record<string, string> = {}) {
  const { url } = await choose(authorizationUrl(config), choice, fields);
  const tokens = await client.authorizationCodeGrant(config, url, {
    expectedState: "the-state",
    expectedNonce: "the-nonce",
    idTokenExpected: true,
  });
  return { tokens, claims: tokens.claims() as client.IDToken };
}

/** The token endpoint's response to a request that openid-client would never send. */
async function postToken(config: client.Configuration, fields: Record<string, string>) {
  const response = await fetch(config.serverMetadata().token_endpoint as string, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const codeFields = (url: URL, more: Record<string, string> = {}) => ({
  grant_type: "authorization_code",
  client_id: "local-google",
  client_secret: "local-placeholder",
  redirect_uri: redirectUri(),
  code: url.searchParams.get("code") ?? "",
  ...more,
});

test("the OpenID provider says the level that was asked for first, of those it knows", async () => {
  const config = await relyingParty("oidc");
  const acrAfter = async (acr_values: string) => {
    const { url } = await choose(authorizationUrl(config, { acr_values }), "ada");
    const tokens = await client.authorizationCodeGrant(config, url, {
      expectedState: "the-state",
      expectedNonce: "the-nonce",
    });
    return tokens.claims()?.acr;
  };
  expect(config.serverMetadata().acr_values_supported).toEqual(["urn:stand-in:password", "urn:stand-in:mfa"]);
  expect(await acrAfter("gold urn:stand-in:mfa urn:stand-in:password")).toBe("urn:stand-in:mfa");
  expect(await acrAfter("gold")).toBeUndefined();
});

describe("Google and any OpenID provider", () => {
  test.each(["google", "oidc"])("%s: a code, an ID token and userInfo by GET and POST", async (kind) => {
    const config = await relyingParty(kind);
    const { tokens, claims } = await signIn(config, "ada");
    expect(claims).toMatchObject({ iss: issuerOf(kind), aud: `local-${kind}`, nonce: "the-nonce" });
    const userInfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    const ada = {
      sub: claims.sub,
      email: "ada@example.com",
      email_verified: true,
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
    };
    expect(userInfo).toMatchObject(ada);
    const posted = await fetch(config.serverMetadata().userinfo_endpoint as string, {
      method: "POST",
      body: new URLSearchParams({ access_token: tokens.access_token }),
    });
    expect(await posted.json()).toEqual(userInfo);
  });

  test("Google's ID token has the profile, another provider's has it only in userInfo", async () => {
    const google = await signIn(await relyingParty("google"), "ada");
    expect(google.claims).toMatchObject({
      sub: expect.stringMatching(/^1\d{20}$/),
      azp: "local-google",
      email: "ada@example.com",
      email_verified: true,
    });
    const other = await signIn(await relyingParty("oidc"), "ada");
    expect(other.claims).not.toHaveProperty("email");
    expect(other.claims.sub).not.toBe(google.claims.sub);
  });
});

describe("a refusal", () => {
  test("by the user: access_denied, with the state", async () => {
    const { url } = await choose(authorizationUrl(await relyingParty("google")), "refuse");
    expect(url.pathname).toBe("/oauth2/idpresponse");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      error: "access_denied",
      state: "the-state",
    });
    expect(url.searchParams.has("code")).toBe(false);
  });

  test("a client secret with additional invisible characters", async () => {
    const config = await relyingParty("google");
    const { url } = await choose(authorizationUrl(config), "ada");
    const { status, body } = await postToken(
      config,
      codeFields(url, { client_secret: "local-placeholder\0" }),
    );
    expect([status, body.error]).toEqual([401, "invalid_client"]);
  });

  test("a wrong client secret", async () => {
    const config = await relyingParty("google", "wrong");
    const { url } = await choose(authorizationUrl(config), "ada");
    await expect(
      client.authorizationCodeGrant(config, url, { expectedState: "the-state", expectedNonce: "the-nonce" }),
    ).rejects.toMatchObject({ error: "invalid_client", status: 401 });
  });

  test.each([
    ["another machine", "https://evil.example/oauth2/idpresponse"],
    ["a name that only looks local", "http://localhost.evil.example/oauth2/idpresponse"],
    ["another path", "http://localhost:4566/oauth2/idpresponse/more"],
    ["another path by dots", "http://localhost:4566/oauth2/x/../idpresponse"],
    ["a query", "http://localhost:4566/oauth2/idpresponse?next=https://evil.example"],
    ["a fragment", "http://localhost:4566/oauth2/idpresponse#x"],
    ["user information", "http://localhost@evil.example/oauth2/idpresponse"],
    ["user information before this machine", "http://evil@localhost/oauth2/idpresponse"],
    ["another scheme", "javascript://localhost/oauth2/idpresponse"],
  ])("a redirect URI with %s: a page, no redirect", async (_what, uri) => {
    const url = authorizationUrl(await relyingParty("google"), { redirect_uri: uri });
    const { url: end, response, text } = await createStandInBrowser().open(url);
    expect(response.status).toBe(400);
    expect(end.origin).toBe(cloud.endpoint);
    expect(text).toContain("invalid_redirect_uri");
    expect(response.headers.get("location")).toBeNull();
  });

  test("no redirect URI at all", async () => {
    const url = authorizationUrl(await relyingParty("google"));
    url.searchParams.delete("redirect_uri");
    const { response, text } = await createStandInBrowser().open(url);
    expect(response.status).toBe(400);
    expect(text).toContain("missing required parameter");
  });

  test("another redirect URI at the token endpoint than at authorize", async () => {
    const config = await relyingParty("google");
    const { url } = await choose(authorizationUrl(config), "ada");
    const other = codeFields(url, { redirect_uri: "http://localhost:1/oauth2/idpresponse" });
    expect(await postToken(config, other)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("a code the second time, which also revokes the first access token", async () => {
    const config = await relyingParty("google");
    const { url } = await choose(authorizationUrl(config), "ada");
    const { body } = await postToken(config, codeFields(url));
    expect(body).toHaveProperty("access_token");
    expect(await postToken(config, codeFields(url))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
    const userInfo = await fetch(config.serverMetadata().userinfo_endpoint as string, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(userInfo.status).toBe(401);
  });

  test("a code of another client", async () => {
    const config = await relyingParty("google");
    const { url } = await choose(authorizationUrl(config), "ada");
    const other = codeFields(url, { client_id: "another-client" });
    expect(await postToken(config, other)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("a code with another verifier, or without one, if there was a challenge", async () => {
    const config = await relyingParty("google");
    const challenge = {
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: "S256",
    };
    for (const more of [{}, { code_verifier: client.randomPKCECodeVerifier() }]) {
      const { url } = await choose(authorizationUrl(config, challenge), "ada");
      expect(await postToken(config, codeFields(url, more))).toMatchObject({
        status: 400,
        body: { error: "invalid_grant" },
      });
    }
  });

  test("prompt=none: an account is always chosen", async () => {
    const { url } = await createStandInBrowser().open(
      authorizationUrl(await relyingParty("google"), { prompt: "none" }),
    );
    expect(url.searchParams.get("error")).toBe("login_required");
  });

  test("other response types", async () => {
    const { url } = await createStandInBrowser().open(
      authorizationUrl(await relyingParty("google"), { response_type: "token" }),
    );
    expect(url.href).toContain("error=unsupported_response_type");
  });
});

describe("PKCE, prompts and hints", () => {
  test("PKCE is supported", async () => {
    const config = await relyingParty("oidc");
    const verifier = client.randomPKCECodeVerifier();
    const url = authorizationUrl(config, {
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const visit = await choose(url, "alan");
    const tokens = await client.authorizationCodeGrant(config, visit.url, {
      expectedState: "the-state",
      expectedNonce: "the-nonce",
      pkceCodeVerifier: verifier,
    });
    expect(tokens.claims()).toHaveProperty("sub");
  });

  test.each(["login", "select_account", "consent", "login consent select_account"])(
    "prompt=%s shows the accounts once",
    async (prompt) => {
      const { url } = await choose(authorizationUrl(await relyingParty("google"), { prompt }), "ada");
      expect(url.searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    },
  );

  test("a second sign-in of the same browser may be another user's", async () => {
    const config = await relyingParty("google");
    const browser = createStandInBrowser();
    const first = await browser.choose(authorizationUrl(config), "ada");
    const second = await browser.choose(authorizationUrl(config), "alan");
    expect([first, second].map(({ url }) => url.searchParams.has("code"))).toEqual([true, true]);
  });

  test("only requested claims are returned", async () => {
    const config = await relyingParty("google");
    const { url } = await choose(authorizationUrl(config, { scope: "openid" }), "ada");
    const tokens = await client.authorizationCodeGrant(config, url, {
      expectedState: "the-state",
      expectedNonce: "the-nonce",
    });
    expect(Object.keys(tokens.claims() ?? {}).sort()).toEqual([
      "aud",
      "azp",
      "exp",
      "iat",
      "iss",
      "nonce",
      "sub",
    ]);
  });
});

describe("the clock", () => {
  test("moved ahead two hours: tokens have the new time, an earlier code has expired", async () => {
    const before = await choose(authorizationUrl(await relyingParty("google")), "ada");
    cloud.clock.advance(2 * 60 * 60 * 1000);
    const config = await relyingParty("google");
    const { claims, tokens } = await signIn(config, "ada");
    const now = cloud.clock.now() / 1000;
    expect(claims).toMatchObject({ iat: now, exp: now + 3600 });
    expect(await postToken(config, codeFields(before.url))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
    const userInfo = () =>
      fetch(config.serverMetadata().userinfo_endpoint as string, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
    expect((await userInfo()).status).toBe(200);
    cloud.clock.advance(3600 * 1000);
    expect((await userInfo()).status).toBe(401);
  });

  test("moved ahead, the cookies of a sign-in have no end that a browser would take for passed", async () => {
    cloud.clock.advance(24 * 3600 * 1000);
    const begun = await fetch(authorizationUrl(await relyingParty("google")), { redirect: "manual" });
    const cookies = begun.headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(
      expect.arrayContaining(["stand_in_sign_in", "stand_in_resume"]),
    );
    expect(cookies.filter((cookie) => /expires=|max-age=/i.test(cookie))).toEqual([]);
  });

  test("a sign-in in progress expires after ten minutes", async () => {
    const browser = createStandInBrowser();
    await browser.open(authorizationUrl(await relyingParty("google")));
    cloud.clock.advance(600_000);
    const { response, text } = await browser.submit({ choice: "ada" });
    expect(response.status).toBe(400);
    expect(text).toContain("This sign-in has ended");
  });
});
