import { beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const issuer = () => `${cloud.endpoint}/_local/providers/apple`;
const redirectUri = () => `${cloud.endpoint}/oauth2/idpresponse`;

/** Each test has its own client, because Apple sends the name only at the first sign-in to a client. */
let clientId: string;
let clients = 0;

beforeEach(() => {
  clients += 1;
  clientId = `local-apple-${clients}`;
});

function authorizationUrl(parameters: Record<string, string> = {}): URL {
  const url = new URL(`${issuer()}/auth/authorize`);
  url.search = String(
    new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri(),
      response_type: "code",
      response_mode: "form_post",
      scope: "name email",
      state: "the-state",
      nonce: "the-nonce",
      ...parameters,
    }),
  );
  return url;
}

async function authorize(
  choice = "ada",
  parameters: Record<string, string> = {},
  fields: Record<string, string> = {},
) {
  const { text, response } = await createStandInBrowser().choose(
    authorizationUrl(parameters),
    choice,
    fields,
  );
  return { ...readPostedForm(text), response };
}

async function exchange(code: string, more: Record<string, string> = {}) {
  const response = await fetch(`${issuer()}/auth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      client_secret: "local-placeholder",
      redirect_uri: redirectUri(),
      code,
      ...more,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

describe("a sign-in with Apple", () => {
  test("returns a posted form, and the ID token is valid without the scope openid", async () => {
    const { action, fields } = await authorize();
    expect(action).toBe(redirectUri());
    expect(fields).toMatchObject({ state: "the-state", code: expect.any(String) });
    const config = await client.discovery(
      new URL(issuer()),
      clientId,
      { [client.clockSkew]: Math.round((cloud.clock.now() - Date.now()) / 1000) },
      client.ClientSecretPost("local-placeholder"),
      { execute: [client.allowInsecureRequests] },
    );
    const callback = new Request(action, { method: "POST", body: new URLSearchParams(fields) });
    const tokens = await client.authorizationCodeGrant(config, callback, {
      expectedState: "the-state",
      expectedNonce: "the-nonce",
    });
    expect(tokens.claims()).toMatchObject({
      sub: expect.stringMatching(/^00\d{4}\.[0-9a-f]{32}\.\d{4}$/),
      email: "ada@example.com",
      email_verified: "true",
      nonce: "the-nonce",
      nonce_supported: true,
    });
    expect(tokens.claims()).not.toHaveProperty("name");
    expect(config.serverMetadata()).not.toHaveProperty("userinfo_endpoint");
  });

  test("has the name in the form, only at the first sign-in to a client", async () => {
    const first = await authorize();
    expect(JSON.parse(first.fields.user ?? "")).toEqual({
      name: { firstName: "Ada", lastName: "Lovelace" },
      email: "ada@example.com",
    });
    expect((await authorize()).fields).not.toHaveProperty("user");
    expect((await authorize("alan")).fields).toHaveProperty("user");
  });

  test("returns only the requested claims", async () => {
    const { fields } = await authorize("ada", { scope: "email" });
    expect(JSON.parse(fields.user ?? "")).toEqual({ email: "ada@example.com" });
  });

  test("works without an address, and with an unverified one", async () => {
    const grace = await exchange((await authorize("grace")).fields.code ?? "");
    expect(decodeJwt(grace.body.id_token ?? "")).not.toHaveProperty("email");
    const edsger = await exchange((await authorize("edsger")).fields.code ?? "");
    expect(decodeJwt(edsger.body.id_token ?? "")).toMatchObject({ email_verified: "false" });
  });

  test("returns Apple's error if the user refuses", async () => {
    const { fields } = await authorize("refuse");
    expect(fields).toMatchObject({ error: "user_cancelled_authorize", state: "the-state" });
    expect(fields).not.toHaveProperty("user");
  });

  test("without scopes may return by redirect", async () => {
    const url = authorizationUrl({ scope: "", response_mode: "query" });
    const { url: end } = await createStandInBrowser().choose(url, "ada");
    expect(end.searchParams.get("state")).toBe("the-state");
    const { body } = await exchange(end.searchParams.get("code") ?? "");
    expect(decodeJwt(body.id_token ?? "")).not.toHaveProperty("email");
  });

  test.each([
    ["a name by redirect", { response_mode: "query" }, "response_mode must be form_post"],
    ["another scope", { scope: "name email phone" }, "invalid_scope"],
    ["another machine's redirect URI", { redirect_uri: "https://evil.example/" }, "invalid_redirect_uri"],
  ])("that asks for %s is refused on a page", async (_what, parameters, message) => {
    const { response, text } = await createStandInBrowser().open(authorizationUrl(parameters));
    expect(response.status).toBe(400);
    expect(text).toContain(message);
  });

  test("posts with the only script that the page's policy allows, and can't be framed", async () => {
    const { response } = await authorize();
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe("the client secret", () => {
  const claims = () => {
    const now = cloud.clock.now() / 1000;
    return { iss: "TEAM123456", iat: now, exp: now + 300, aud: "https://appleid.apple.com", sub: clientId };
  };

  async function sign(
    payload: Record<string, unknown>,
    header: Record<string, string> = {},
  ): Promise<string> {
    const { privateKey } = await generateKeyPair("ES256");
    return new SignJWT(payload)
      .setProtectedHeader({ alg: "ES256", kid: "KEY1234567", ...header })
      .sign(privateKey);
  }

  const tryWith = async (secret: string) =>
    exchange((await authorize()).fields.code ?? "", { client_secret: secret });

  test("may be a JWT as in Apple's documentation", async () => {
    expect(await tryWith(await sign(claims()))).toMatchObject({ status: 200 });
    expect(await tryWith(await sign({ ...claims(), aud: issuer() }))).toMatchObject({ status: 200 });
  });

  const six = 15_777_000;
  test.each<[string, (now: number) => Record<string, unknown>]>([
    ["of another client", () => ({ sub: "another" })],
    ["for another audience", () => ({ aud: "https://accounts.google.com" })],
    ["expired", (now) => ({ exp: now })],
    ["valid for more than six months", (now) => ({ exp: now + six + 1 })],
    ["from the future", (now) => ({ iat: now + 1 })],
    ["without a team", () => ({ iss: "" })],
    ["without a time", () => ({ iat: undefined })],
    ["with a time that is a string", (now) => ({ exp: String(now + 300) })],
  ])("is refused %s", async (_what, change) => {
    const secret = await sign({ ...claims(), ...change(cloud.clock.now() / 1000) });
    expect(await tryWith(secret)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  test.each(["wrong", "", "a.b.c", "local-placeholder2", "..", "local-placeholder\u0000"])(
    "is refused as %j",
    async (secret) => {
      const { status, body } = await tryWith(secret);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(["invalid_client", "invalid_request"]).toContain(body.error);
      expect(body).not.toHaveProperty("id_token");
    },
  );

  test("is refused without a signature", async () => {
    const [header, payload] = (await sign(claims())).split(".");
    expect(await tryWith(`${header}.${payload}.`)).toMatchObject({ status: 401 });
  });
});
