import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { recordingsIn, recordWalks, shapeOf } from "../../scripts/trace-docs/record-walks.ts";
import { type ApiAnswer, ApiClient, newPerson, type Tokens } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { openBrowser } from "../support/clients/hosted-browser.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { spansOf, Traces } from "../support/worlds/recorded-app.ts";

const api = new ApiClient(sharedStack());
const traces = new Traces(api.cloudUrl);

const traceOf = ({ headers }: ApiAnswer) => traces.read(headers.get("apigw-requestid") ?? "");

const newPassword = () => newPerson().password;

describe("a sign-in by a mailed code", () => {
  test("is one trace per request, from the gateway through functions and triggers to table, mail and tokens", async () => {
    const { email } = await api.register();
    const asked = await api.post("/v1/auth/otp", { email });
    const code = await api.codeFor(email);
    const first = await traceOf(asked);
    expect(first).toMatchObject({
      entry: "api",
      route: "POST /v1/auth/otp",
      status: 200,
      user: email,
      requestId: asked.headers.get("apigw-requestid"),
      messages: [{ channel: "email", to: email, code, source: "SES" }],
    });
    expect(spansOf(first, "gateway")[0]?.details).toEqual({ route: "POST /v1/auth/otp", verdict: "public" });
    expect(spansOf(first, "trigger").map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "DefineAuthChallenge_Authentication",
        "CreateAuthChallenge_Authentication",
        "VerifyAuthChallengeResponse_Authentication",
      ]),
    );
    // A trigger, which Cognito called for the API's function, mailed the code.
    const lanes = [];
    let span = spansOf(first, "message")[0]?.id;
    for (let found = first.spans.find(({ id }) => id === span); found !== undefined; ) {
      lanes.push(found.lane);
      span = found.parent ?? undefined;
      found = first.spans.find(({ id }) => id === span);
    }
    expect(lanes).toEqual(["mail", "mail", "trigger", "trigger", "cognito", "function", "client"]);

    const answered = await api.post("/v1/auth/challenge", {
      challenge: "CUSTOM_CHALLENGE",
      session: asked.body.session,
      email,
      answer: code,
    });
    expect(answered.status).toBe(200);
    const second = await traceOf(answered);
    const [issued] = spansOf(second, "tokens");
    expect(issued?.details).toMatchObject({ idToken: { email }, accessToken: { token_use: "access" } });
    expect(spansOf(second, "table").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["UpdateItem", "PutItem"]),
    );
    expect(second.user).toBe(email);
  });
});

test("a 401 is a trace that shows the failed check, and ends at the gateway", async () => {
  const { accessToken } = await api.newSession();
  const [header, , signature] = accessToken.split(".");
  const other = (await api.newSession()).accessToken.split(".")[1];
  const answer = await api.get("/v1/me", { token: [header, other, signature].join(".") });
  expect(answer.status).toBe(401);
  const trace = await traceOf(answer);
  expect(trace).toMatchObject({ status: 401, outcome: "refused", reason: "signature verification failed" });
  expect(trace.spans.map(({ kind }) => kind)).toEqual(["request", "gateway"]);
  expect(spansOf(trace, "gateway")[0]?.details).toMatchObject({
    route: "GET /v1/me",
    verdict: "refused",
    check: "signature",
    scopesNeeded: ["api/profile"],
  });
});

test("a route's refusal is shown with its reason", async () => {
  const { email } = await api.register();
  const answer = await api.post("/v1/auth/sign-in", { email, password: newPassword() });
  expect(await traceOf(answer)).toMatchObject({
    status: 401,
    user: email,
    reason: expect.stringMatching(/NotAuthorizedException|invalid_credentials/),
  });
});

/** Only six separate digits are a code: ids, digests and durations contain any six digits sooner or later. */
const holds = (text: string, secret: string): boolean =>
  /^\d{6}$/.test(secret) ? new RegExp(`(?<![\\w.-])${secret}(?![\\w.-])`).test(text) : text.includes(secret);

describe("no trace contains a secret", () => {
  const secrets = new Set<string>();
  let from = "";

  const secret = (value: unknown): string => {
    const text = String(value);
    expect(text.length).toBeGreaterThan(5);
    secrets.add(text);
    return text;
  };

  const keep = (tokens: unknown): Tokens => {
    const kept = tokens as Tokens;
    for (const token of [kept.accessToken, kept.idToken, kept.refreshToken]) secret(token);
    return kept;
  };

  beforeAll(async () => {
    from = ((await (await fetch(`${api.cloudUrl}/_local/clock`)).json()) as { now: string }).now;
    const { email } = newPerson();
    const password = secret(newPassword());
    const code = async () => secret(await api.codeFor(email));
    // Sign-up, a wrong and a right password.
    await api.post("/v1/auth/sign-up", { email });
    await api.post("/v1/auth/confirm", { email, code: await code(), password });
    await api.post("/v1/auth/sign-in", { email, password: secret(newPassword()) });
    const { tokens } = (await api.post("/v1/auth/sign-in", { email, password })).body;
    const { accessToken: token, refreshToken } = keep(tokens);
    keep((await api.post("/v1/auth/refresh", { refreshToken })).body.tokens);
    // A code by mail.
    const asked = await api.post("/v1/auth/otp", { email });
    const session = secret(asked.body.session);
    const challenge = { challenge: "CUSTOM_CHALLENGE", session, email, answer: await code() };
    keep((await api.post("/v1/auth/challenge", challenge)).body.tokens);
    // The pool's own pages, and the code grant.
    const config = (await api.get("/v1/auth/config")).body;
    const redirectUri = (config.managedLogin as { redirectUris: string[] }).redirectUris[0] ?? "";
    const clientId = String(config.userPoolClientId);
    const verifier = secret(`verifier-${"v".repeat(10)}-${"w".repeat(30)}`);
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: "openid email",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const browser = openBrowser(api.cloudUrl);
    await browser.open(`${api.cloudUrl}/oauth2/authorize?${query}`);
    await browser.fill({ "Email address": email });
    await browser.fill({ Password: password });
    for (const cookie of browser.cookies.values()) secret(cookie);
    const exchanged = await fetch(`${api.cloudUrl}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        redirect_uri: redirectUri,
        code: secret(browser.page.url.searchParams.get("code")),
        code_verifier: verifier,
      }),
    });
    const granted = (await exchanged.json()) as Record<string, string>;
    for (const name of ["access_token", "id_token", "refresh_token"]) secret(granted[name]);
    // An authenticator app, its recovery codes, and a sign-in with it.
    const setup = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
    const app = authenticatorOf(secret(setup.secret), Date.now);
    secret(setup.otpauthUri);
    secret(setup.qrSvg);
    const verified = await api.post("/v1/me/mfa/totp/verify", { code: secret(app.earlierCode()) }, { token });
    for (const recovery of verified.body.codes as string[]) secret(recovery);
    const second = (await api.post("/v1/auth/sign-in", { email, password })).body;
    const factor = {
      challenge: "SOFTWARE_TOKEN_MFA",
      session: secret(second.session),
      email,
      code: secret(app.code()),
    };
    keep((await api.post("/v1/auth/challenge", factor)).body.tokens);
    // A new password.
    await api.post("/v1/auth/forgot-password", { email });
    const reset = { email, code: await code(), newPassword: secret(newPassword()) };
    expect((await api.post("/v1/auth/reset-password", reset)).status).toBe(204);
  });

  test("passwords, codes, tokens, sessions, cookies and keys, in sign-ups, sign-ins and later requests", async () => {
    const summaries = await traces.list(`?limit=500&from=${from}`);
    expect(secrets.size).toBeGreaterThan(30);
    const routes = new Set(summaries.map(({ route }) => route));
    for (const route of [
      "POST /v1/auth/sign-up",
      "POST /v1/auth/challenge",
      "POST /oauth2/token",
      "POST /login",
      "POST /v1/auth/reset-password",
      "POST /v1/me/mfa/totp/verify",
    ]) {
      expect(routes).toContain(route);
    }
    for (const { id } of summaries) {
      const trace = await traces.read(id);
      // A message contains its code, as in the inbox.
      const others = { ...trace, messages: [], spans: trace.spans.filter(({ kind }) => kind !== "message") };
      const text = JSON.stringify(others);
      const found = [...secrets].filter((value) => holds(text, JSON.stringify(value).slice(1, -1)));
      expect({ route: trace.route, found }).toEqual({ route: trace.route, found: [] });
    }
  });
});

test("docs/debugging.md shows the recordings of a sign-in by code and of a 401", async () => {
  const shown = recordingsIn(readFileSync(new URL("../../docs/debugging.md", import.meta.url), "utf8"));
  const recorded = await recordWalks(api);
  expect(Object.keys(shown).sort()).toEqual(Object.keys(recorded).sort());
  for (const [name, text] of Object.entries(recorded)) {
    expect({ name, shape: shapeOf(text) }).toEqual({ name, shape: shapeOf(shown[name] ?? "") });
  }
});
