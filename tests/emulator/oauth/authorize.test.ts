import { describe, expect, test } from "@jest/globals";
import {
  authorizeParameters,
  CALLBACK,
  locationOf,
  type OAuthApp,
  openBrowser,
  pkce,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const app = await startOAuthApp();

/** The answer of authorize to a new browser. */
async function authorize(
  changes: Record<string, string> = {},
  without: readonly string[] = [],
  on: OAuthApp = app,
) {
  const parameters = authorizeParameters(on, changes);
  for (const name of without) parameters.delete(name);
  return openBrowser(on).get(`/oauth2/authorize?${parameters}`);
}

describe("an authorization request", () => {
  test("redirects to the sign-in page with its own parameters", async () => {
    const answer = await authorize({ nonce: "n", lang: "de" });
    const location = locationOf(answer);
    expect(answer.status).toBe(302);
    expect(location.pathname).toBe("/login");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      ...Object.fromEntries(authorizeParameters(app)),
      nonce: "n",
      lang: "de",
    });
  });

  test("may omit PKCE, state and scope, as on AWS", async () => {
    const answer = await authorize({}, ["state", "scope"]);
    expect(locationOf(answer).pathname).toBe("/login");
  });

  test("without a redirect URI uses the client's default", async () => {
    const { id } = await app.addClient({ DefaultRedirectURI: CALLBACK });
    const answer = await authorize({ client_id: id, response_type: "other" }, ["redirect_uri"]);
    expect(locationOf(answer).href).toContain("error=invalid_request");
    expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost:5173\/callback\?/);
  });

  test("is never cached", async () => {
    const answer = await authorize();
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  });
});

describe("nothing redirects to a redirect URI before client and URI are verified", () => {
  test.each([
    ["an unknown client", { client_id: "nosuchclient" }, [], "redirect_mismatch"],
    ["no client", {}, ["client_id"], "invalid_request"],
    ["an address that is not registered", { redirect_uri: "https://evil.example/" }, [], "redirect_mismatch"],
    ["no address if the client has no default", {}, ["redirect_uri"], "redirect_mismatch"],
    ["a registered address with a path added", { redirect_uri: `${CALLBACK}/../x` }, [], "redirect_mismatch"],
    [
      "with a query added",
      { redirect_uri: `${CALLBACK}?next=https://evil.example` },
      [],
      "redirect_mismatch",
    ],
    ["with a fragment added", { redirect_uri: `${CALLBACK}#x` }, [], "redirect_mismatch"],
    [
      "with user information",
      { redirect_uri: "http://localhost:5173@evil.example/callback" },
      [],
      "redirect_mismatch",
    ],
    [
      "in another case of letters",
      { redirect_uri: CALLBACK.replace("callback", "Callback") },
      [],
      "redirect_mismatch",
    ],
    ["with another port", { redirect_uri: "http://localhost:5174/callback" }, [], "redirect_mismatch"],
    [
      "with another loopback host",
      { redirect_uri: "http://127.0.0.1:5173/callback" },
      [],
      "redirect_mismatch",
    ],
    ["script", { redirect_uri: "javascript:alert(1)" }, [], "redirect_mismatch"],
  ])("%s", async (_, changes, without, error) => {
    const answer = await authorize(changes as Record<string, string>, without);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toMatch(/^\/error\?/);
    expect(locationOf(answer).searchParams.get("error")).toBe(error);
  });

  test("a redirect URI that is sent twice", async () => {
    const parameters = authorizeParameters(app);
    parameters.append("redirect_uri", "https://evil.example/");
    const answer = await openBrowser(app).get(`/oauth2/authorize?${parameters}`);
    expect(answer.headers.get("location")).toMatch(/^\/error\?/);
  });

  test("a client whose OAuth flows are off, and one for machines", async () => {
    const off = await app.addClient({ AllowedOAuthFlowsUserPoolClient: false });
    const machine = await app.addClient({
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["api/read"],
    });
    for (const { id } of [off, machine]) {
      const answer = await authorize({ client_id: id });
      expect(answer.headers.get("location")).toBe(`/error?error=unauthorized_client&client_id=${id}`);
    }
  });
});

describe("a refusal is sent to the client with its state", () => {
  const { challenge } = pkce();
  test.each([
    ["no response type", {}, ["response_type"], "invalid_request"],
    ["another response type", { response_type: "code token" }, [], "invalid_request"],
    ["the implicit grant if it is off", { response_type: "token" }, [], "unauthorized_client"],
    ["a scope that the client does not have", { scope: "openid phone" }, [], "invalid_scope"],
    ["an unknown scope", { scope: "openid root" }, [], "invalid_scope"],
    ["a scope of the API that the client does not have", { scope: "openid api/write" }, [], "invalid_scope"],
    ["email without openid", { scope: "email" }, [], "invalid_scope"],
    ["a challenge without its method", { code_challenge: challenge }, [], "invalid_request"],
    ["a method without its challenge", { code_challenge_method: "S256" }, [], "invalid_request"],
    [
      "a plain challenge",
      { code_challenge: challenge, code_challenge_method: "plain" },
      [],
      "invalid_request",
    ],
    [
      "a challenge that is not a SHA-256",
      { code_challenge: "x", code_challenge_method: "S256" },
      [],
      "invalid_request",
    ],
    ["prompt none without a session", { prompt: "none" }, [], "login_required"],
    ["prompt none with another", { prompt: "none login" }, [], "invalid_request"],
    ["a max_age that is not a number", { max_age: "-1" }, [], "invalid_request"],
    ["a resource that is not a URL", { resource: "api" }, [], "invalid_request"],
    ["a resource with a fragment", { resource: "https://api.example/#x" }, [], "invalid_request"],
    ["a provider that the client does not have", { identity_provider: "Google" }, [], "invalid_request"],
  ])("%s", async (_, changes, without, error) => {
    const answer = await authorize(changes as Record<string, string>, without);
    const location = locationOf(answer);
    expect(`${location.origin}${location.pathname}`).toBe(CALLBACK);
    const answered =
      location.hash === "" ? location.searchParams : new URLSearchParams(location.hash.slice(1));
    expect(answered.get("error")).toBe(error);
    expect(answered.get("state")).toBe("the state");
    expect(answered.has("code")).toBe(false);
  });

  test("a parameter that is sent twice", async () => {
    const parameters = authorizeParameters(app);
    parameters.append("scope", "openid");
    const answer = await openBrowser(app).get(`/oauth2/authorize?${parameters}`);
    expect(locationOf(answer).searchParams.get("error")).toBe("invalid_request");
  });

  test("a state that is JSON", async () => {
    const answer = await authorize({ state: '{"to":"/home"}' });
    expect(Object.fromEntries(locationOf(answer).searchParams)).toMatchObject({ error: "invalid_request" });
    expect(locationOf(answer).searchParams.has("state")).toBe(false);
  });

  test("a custom scheme is a redirect URI, too", async () => {
    const answer = await authorize({ redirect_uri: "myapp://callback", scope: "root" });
    expect(answer.headers.get("location")).toMatch(/^myapp:\/\/callback\?error=invalid_scope/);
  });
});

test("other methods are refused", async () => {
  const answer = await openBrowser(app).post("/oauth2/authorize", {});
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET");
});
