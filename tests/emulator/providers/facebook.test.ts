import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const base = () => `${cloud.endpoint}/_local/providers/facebook`;
const redirectUri = () => `${cloud.endpoint}/oauth2/idpresponse`;

function dialogUrl(parameters: Record<string, string> = {}, version = "/v23.0"): URL {
  const url = new URL(`${base()}${version}/dialog/oauth`);
  const all = {
    client_id: "local-facebook",
    redirect_uri: redirectUri(),
    response_type: "code",
    scope: "public_profile,email",
    state: "the-state",
    ...parameters,
  };
  url.search = String(new URLSearchParams(all));
  return url;
}

const choose = (choice: string, parameters: Record<string, string> = {}) =>
  createStandInBrowser().choose(dialogUrl(parameters), choice);

const codeFor = async (choice: string, parameters: Record<string, string> = {}): Promise<string> =>
  (await choose(choice, parameters)).url.searchParams.get("code") ?? "";

async function json(url: string | URL, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const tokenFields = (code: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: "local-facebook",
    client_secret: "local-placeholder",
    redirect_uri: redirectUri(),
    code,
    ...more,
  });

const exchange = (code: string, more: Record<string, string> = {}) =>
  json(`${base()}/v23.0/oauth/access_token?${tokenFields(code, more)}`);

const FIELDS = "id,name,first_name,last_name,email,picture";

const me = (token: string, more: Record<string, string> = {}) =>
  json(`${base()}/me?${new URLSearchParams({ fields: FIELDS, access_token: token, ...more })}`);

const tokenFor = async (choice: string, parameters: Record<string, string> = {}): Promise<string> =>
  String((await exchange(await codeFor(choice, parameters))).body.access_token);

/** An error in the Graph API's format. */
const graphError = (message: string, code: number) => ({
  status: 400,
  body: {
    error: expect.objectContaining({ message, type: "OAuthException", code, fbtrace_id: expect.any(String) }),
  },
});

describe("a sign-in with Facebook", () => {
  test("returns a code, a bearer token, and the user at /me", async () => {
    const { url } = await choose("ada");
    expect(url.href).toMatch(/\/oauth2\/idpresponse\?code=AQ[\w-]{43}&state=the-state#_=_$/);
    const { status, body } = await exchange(url.searchParams.get("code") ?? "");
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^EAA[\w-]{43}$/),
        token_type: "bearer",
        expires_in: 5_184_000,
      },
    });
    expect(await me(String(body.access_token))).toEqual({
      status: 200,
      body: {
        id: expect.stringMatching(/^1\d{16}$/),
        name: "Ada Lovelace",
        first_name: "Ada",
        last_name: "Lovelace",
        email: "ada@example.com",
        picture: {
          data: {
            height: 50,
            width: 50,
            is_silhouette: false,
            url: expect.stringContaining("/pictures/ada.svg"),
          },
        },
      },
    });
  });

  test("works without a version, by POST, and with the token in a header", async () => {
    const { url } = await createStandInBrowser().choose(dialogUrl({}, ""), "ada");
    const { body } = await json(`${base()}/oauth/access_token`, {
      method: "POST",
      body: tokenFields(url.searchParams.get("code") ?? ""),
    });
    const answer = await json(`${base()}/v23.0/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(answer).toEqual({ status: 200, body: { id: expect.any(String), name: "Ada Lovelace" } });
  });

  test("returns no address if the user has none, or the app did not request it", async () => {
    expect((await me(await tokenFor("grace"))).body).not.toHaveProperty("email");
    expect((await me(await tokenFor("ada", { scope: "public_profile" }))).body).not.toHaveProperty("email");
    expect((await me(await tokenFor("edsger"))).body).toHaveProperty("email", "edsger@example.com");
  });

  test("ids are scoped to the app", async () => {
    const parameters = { client_id: "another-app" };
    const code = await codeFor("ada", parameters);
    const { body } = await exchange(code, parameters);
    const other = await me(String(body.access_token));
    const first = await me(await tokenFor("ada"));
    expect(first.body.id).not.toBe(other.body.id);
    expect((await me(await tokenFor("ada"))).body.id).toBe(first.body.id);
  });

  test("returns an error if the user refuses", async () => {
    const { url } = await choose("refuse");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: "access_denied",
      error_code: "200",
      error_description: "Permissions error",
      error_reason: "user_denied",
      state: "the-state",
    });
  });

  test("the picture is an image that can't run anything", async () => {
    const { body } = await me(await tokenFor("ada"), { fields: "picture.type(large){url,width}" });
    const { url } = (body.picture as { data: { url: string } }).data;
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(await response.text()).toContain(">AL<");
  });

  test("an appsecret_proof is checked if present", async () => {
    const token = await tokenFor("ada");
    const proof = createHmac("sha256", "local-placeholder").update(token).digest("hex");
    expect(await me(token, { appsecret_proof: proof })).toMatchObject({ status: 200 });
    const wrong = { appsecret_proof: `0${proof.slice(1)}0` };
    expect(await me(token, wrong)).toEqual(
      graphError("Invalid appsecret_proof provided in the API argument", 100),
    );
  });
});

describe("the dialog refuses on a page", () => {
  test.each([
    ["no client", { client_id: "" }, "Invalid App ID"],
    [
      "another machine's redirect URI",
      { redirect_uri: "https://evil.example/oauth2/idpresponse" },
      "URL blocked",
    ],
    ["a scope that does not exist", { scope: "email,everything" }, "Invalid Scopes: everything"],
    ["an implicit token", { response_type: "token" }, "Invalid response_type: token"],
  ])("%s", async (_what, parameters, message) => {
    const { response, text } = await createStandInBrowser().open(dialogUrl(parameters));
    expect(response.status).toBe(400);
    expect(text).toContain(message);
  });
});

describe("the token endpoint refuses", () => {
  test.each<[string, Record<string, string>, string, number]>([
    ["a wrong secret", { client_secret: "wrong" }, "Error validating client secret.", 1],
    ["no client", { client_id: "" }, "Missing client_id parameter.", 101],
    ["no redirect URI", { redirect_uri: "" }, "Missing redirect_uri parameter.", 191],
    ["an unknown code", { code: "AQnever" }, "Invalid verification code format.", 100],
    ["a code of another app", { client_id: "another-app" }, "Invalid verification code format.", 100],
    [
      "another grant",
      { grant_type: "client_credentials" },
      "Invalid grant_type: 'client_credentials'. Supported types: authorization_code",
      100,
    ],
    [
      "another redirect URI",
      { redirect_uri: "http://localhost:1/oauth2/idpresponse" },
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      100,
    ],
  ])("%s", async (_what, more, message, code) => {
    expect(await exchange(await codeFor("ada"), more)).toEqual(graphError(message, code));
  });

  test("a code the second time", async () => {
    const code = await codeFor("ada");
    expect(await exchange(code)).toMatchObject({ status: 200 });
    expect(await exchange(code)).toEqual(graphError("This authorization code has been used.", 100));
  });

  test("a code after ten minutes", async () => {
    const code = await codeFor("ada");
    cloud.clock.advance(600_000);
    expect(await exchange(code)).toEqual(graphError("Invalid verification code format.", 100));
  });
});

describe("/me refuses", () => {
  const noToken = "An active access token must be used to query information about the current user.";
  const badToken = "Invalid OAuth access token - Cannot parse access token";

  test("no token, a made-up one, one from sixty days ago, and a field that does not exist", async () => {
    expect(await json(`${base()}/me`)).toEqual(graphError(noToken, 2500));
    expect(await me("EAAmade-up")).toEqual(graphError(badToken, 190));
    const token = await tokenFor("ada");
    const unknown = "(#100) Tried accessing nonexisting field (password) on node type (User)";
    expect(await me(token, { fields: "id,password" })).toEqual(graphError(unknown, 100));
    cloud.clock.advance(60 * 24 * 3600 * 1000);
    expect(await me(token)).toEqual(graphError(badToken, 190));
  });

  test("other paths", async () => {
    for (const path of ["/v23.0/me/friends", "/123", "/vx/me", "/"]) {
      expect(await json(`${base()}${path}`)).toEqual(graphError("Unsupported request", 100));
    }
  });
});
