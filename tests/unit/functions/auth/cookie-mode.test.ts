import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { COGNITO_TOKENS, Refusal, startAuthModule, WEB_ORIGIN } from "../../../support/worlds/auth-module.ts";

const email = "jane@example.com";
const password = "Correct-horse-7";
const page = { origin: WEB_ORIGIN, "sec-fetch-site": "same-site" };
const cookie = "__Secure-refresh-token=eyJjdHkiOiJKV1QifQ.old";
const rotated = {
  GetTokensFromRefreshToken: { AuthenticationResult: COGNITO_TOKENS },
  BatchGetItem: {},
};
const days = (count: number) => count * 24 * 60 * 60;

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule();
});

afterAll(() => auth.stop());

/** A cookie's name, value and attributes, these in lower case. */
function parseCookie(header: string | undefined) {
  const [pair = "", ...attributes] = (header ?? "").split("; ");
  const named = attributes.map((attribute) => attribute.split("="));
  return {
    pair,
    attributes: Object.fromEntries(named.map(([name = "", value = true]) => [name.toLowerCase(), value])),
  };
}

describe("a sign-in with ?tokens=cookie", () => {
  const query = { tokens: "cookie" };

  test("puts the refresh token where no script can read it, for its lifetime", async () => {
    auth.awsAnswers({ AdminInitiateAuth: { AuthenticationResult: COGNITO_TOKENS } });
    const answer = await auth.post("sign-in", { email, password }, { query, headers: page });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body.tokens).sort()).toEqual([
      "accessToken",
      "expiresIn",
      "idToken",
      "tokenType",
    ]);
    expect(JSON.stringify(answer.body)).not.toContain("refreshToken");
    const { pair, attributes } = parseCookie(answer.cookies?.[0]);
    expect(pair).toBe("__Secure-refresh-token=r");
    const { "max-age": seconds, ...rest } = attributes;
    expect(rest).toEqual({ path: "/v1/auth", httponly: true, secure: true, samesite: "Strict" });
    expect(Number(seconds)).toBeGreaterThan(days(30) - 60);
    expect(Number(seconds)).toBeLessThanOrEqual(days(30));
  });

  test("that meets a challenge sets no cookie yet", async () => {
    auth.awsAnswers({
      AdminInitiateAuth: { ChallengeName: "SMS_MFA", Session: "s", ChallengeParameters: {} },
    });
    const answer = await auth.post("sign-in", { email, password }, { query, headers: page });
    expect(answer).toMatchObject({ status: 200, cookies: undefined, body: { challenge: "SMS_MFA" } });
  });

  test("sets it after the challenge", async () => {
    auth.awsAnswers({ AdminRespondToAuthChallenge: { AuthenticationResult: COGNITO_TOKENS } });
    const body = { challenge: "SMS_MFA", session: "s".repeat(20), email, code: "123456" };
    const answer = await auth.post("challenge", body, { query, headers: page });
    expect(parseCookie(answer.cookies?.[0]).pair).toBe("__Secure-refresh-token=r");
    expect(answer.body.tokens).not.toHaveProperty("refreshToken");
  });

  test("refuses a token whose cookie a browser would drop", async () => {
    const RefreshToken = "r".repeat(5000);
    auth.awsAnswers({ AdminInitiateAuth: { AuthenticationResult: { ...COGNITO_TOKENS, RefreshToken } } });
    const answer = await auth.post("sign-in", { email, password }, { query, headers: page });
    expect(answer).toMatchObject({ status: 500, cookies: undefined });
  });

  test.each<[string, Record<string, string>]>([
    ["no origin", {}],
    ["another origin", { origin: "https://evil.example" }],
    ["an origin that begins like the right one", { origin: `${WEB_ORIGIN}.evil.example` }],
    ["an origin without a name", { origin: "null" }],
    ["the right origin on another site", { ...page, "sec-fetch-site": "cross-site" }],
  ])("from %s is refused before the password is checked", async (_name, headers) => {
    auth.awsAnswers({});
    const answer = await auth.post("sign-in", { email, password }, { query, headers });
    expect(answer).toMatchObject({ status: 403, cookies: undefined, body: { code: "origin_not_allowed" } });
    expect(auth.operations()).toEqual([]);
  });

  test("accepts no other value", async () => {
    const answer = await auth.post("sign-in", { email, password }, { query: { tokens: "url" } });
    expect(answer).toMatchObject({ status: 400, body: { code: "validation_failed" } });
  });
});

describe("refresh by cookie", () => {
  test("needs no body, and rotates the cookie", async () => {
    auth.awsAnswers(rotated);
    const answer = await auth.post("refresh", undefined, { headers: page, cookies: ["theme=dark", cookie] });
    expect(answer.status).toBe(200);
    expect(answer.body.tokens).not.toHaveProperty("refreshToken");
    expect(parseCookie(answer.cookies?.[0]).pair).toBe("__Secure-refresh-token=r");
    expect(auth.inputs()[0]).toMatchObject({ RefreshToken: "eyJjdHkiOiJKV1QifQ.old" });
  });

  test("does not extend it: the new token expires when the first would have", async () => {
    const signedInAt = Math.floor(Date.now() / 1000) - days(29);
    const [header, payload = "", signature] = COGNITO_TOKENS.AccessToken.split(".");
    const claims = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), auth_time: signedInAt };
    const aged = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const AccessToken = [header, aged, signature].join(".");
    auth.awsAnswers({
      ...rotated,
      GetTokensFromRefreshToken: { AuthenticationResult: { ...COGNITO_TOKENS, AccessToken } },
    });
    const answer = await auth.post("refresh", undefined, { headers: page, cookies: [cookie] });
    const seconds = Number(parseCookie(answer.cookies?.[0]).attributes["max-age"]);
    expect(Math.abs(seconds - days(1))).toBeLessThan(60);
  });

  test.each([{}, undefined])("without one, with the body %p, is refused", async (body) => {
    auth.awsAnswers({});
    const answer = await auth.post("refresh", body);
    expect(answer).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
    expect(auth.operations()).toEqual([]);
  });

  test("clears a cookie that Cognito refuses", async () => {
    auth.awsAnswers({ GetTokensFromRefreshToken: new Refusal("NotAuthorizedException") });
    const answer = await auth.post("refresh", undefined, { headers: page, cookies: [cookie] });
    expect(answer).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
    const { pair, attributes } = parseCookie(answer.cookies?.[0]);
    expect(pair).toBe("__Secure-refresh-token=");
    expect(attributes).toMatchObject({ "max-age": "0", path: "/v1/auth", secure: true });
  });

  test("keeps the cookie if only Cognito is unavailable", async () => {
    auth.awsAnswers({ GetTokensFromRefreshToken: new Refusal("TooManyRequestsException") });
    const answer = await auth.post("refresh", undefined, { headers: page, cookies: [cookie] });
    expect(answer).toMatchObject({ status: 429, cookies: undefined });
  });

  test("and in the body at once is refused as ambiguous", async () => {
    auth.awsAnswers({});
    const answer = await auth.post("refresh", { refreshToken: "a.b" }, { headers: page, cookies: [cookie] });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "validation_failed", errors: [{ in: "body", pointer: "#/refreshToken" }] },
    });
  });

  test("with two of the name is refused: one is from another host", async () => {
    auth.awsAnswers({});
    const cookies = [cookie, "__Secure-refresh-token=planted"];
    const answer = await auth.post("refresh", undefined, { headers: page, cookies });
    expect(answer).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
    expect(auth.operations()).toEqual([]);
  });
});

describe.each(["refresh", "sign-out"])("a forged request to %s", (route) => {
  test.each<[string, Record<string, string>]>([
    ["without an origin", {}],
    ["of another origin", { origin: "https://evil.example" }],
    ["that a browser calls cross-site", { ...page, "sec-fetch-site": "cross-site" }],
    ["that is a navigation", { ...page, "sec-fetch-site": "none" }],
  ])("%s does not use the cookie", async (_name, headers) => {
    auth.awsAnswers({});
    const answer = await auth.post(route, undefined, { headers, cookies: [cookie] });
    expect(answer).toMatchObject({ status: 403, cookies: undefined, body: { code: "origin_not_allowed" } });
    expect(auth.operations()).toEqual([]);
  });
});

describe("sign-out", () => {
  const ended = { RevokeToken: {}, UpdateItem: {}, PutItem: {}, BatchGetItem: {} };

  test("by cookie revokes the newest token and clears the cookie", async () => {
    auth.awsAnswers({ ...rotated, ...ended });
    const answer = await auth.post("sign-out", undefined, { headers: page, cookies: [cookie] });
    expect(answer.status).toBe(204);
    expect(parseCookie(answer.cookies?.[0])).toMatchObject({
      pair: "__Secure-refresh-token=",
      attributes: { "max-age": "0" },
    });
    expect(auth.operations().slice(0, 2)).toEqual(["GetTokensFromRefreshToken", "RevokeToken"]);
    expect(auth.inputs()[1]).toMatchObject({ Token: "r" });
  });

  test("is done at Cognito, whether or not the table can be written", async () => {
    auth.awsAnswers({ GetTokensFromRefreshToken: rotated.GetTokensFromRefreshToken, RevokeToken: {} });
    expect(await auth.post("sign-out", { refreshToken: "a.b" })).toMatchObject({ status: 204 });
  });

  test("without any token has nothing to do", async () => {
    auth.awsAnswers({});
    expect(await auth.post("sign-out", undefined)).toMatchObject({ status: 204, cookies: undefined });
  });
});
