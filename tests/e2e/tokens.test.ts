import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

interface Inspection {
  readonly kind: string;
  readonly header?: Record<string, unknown>;
  readonly claims?: readonly { name: string; value: unknown; meaning?: string; time?: string }[];
  readonly checks: readonly { check: string; verdict: string; detail: string }[];
  readonly valid: boolean;
}

async function inspect(token: string, scope?: string): Promise<Inspection> {
  const answer = await api.post("/v1/tokens/inspect", { token, ...(scope === undefined ? {} : { scope }) });
  expect(answer.status).toBe(200);
  return answer.body as unknown as Inspection;
}

const verdicts = ({ checks }: Inspection) =>
  Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]));

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const ALL_GOOD = {
  issuer: "passed",
  signature: "passed",
  token_use: "passed",
  client: "passed",
  not_before: "skipped",
  expiry: "passed",
  scopes: "passed",
  revocation: "passed",
};

test("an access token is explained claim by claim, and passes every check", async () => {
  const { accessToken } = await api.newSession();
  const inspection = await inspect(accessToken);
  expect(inspection).toMatchObject({ kind: "signed", valid: true, header: { alg: "RS256" } });
  expect(verdicts(inspection)).toEqual(ALL_GOOD);
  const claims = new Map(inspection.claims?.map((claim) => [claim.name, claim]));
  expect(claims.get("cognito:groups")).toMatchObject({ value: ["users"], meaning: expect.any(String) });
  expect(claims.get("exp")?.time).toMatch(/^20\d\d-\d\d-\d\dT/);
});

test("an ID token is recognised; a refresh token is opaque", async () => {
  const { idToken, refreshToken } = await api.newSession();
  const id = await inspect(idToken);
  expect(verdicts(id)).toEqual({ ...ALL_GOOD, scopes: "skipped" });
  expect(await inspect(refreshToken)).toMatchObject({ kind: "encrypted", checks: [], valid: false });
});

test("a scope can be checked", async () => {
  const { accessToken } = await api.newSession();
  expect(verdicts(await inspect(accessToken, "api/files"))).toMatchObject({ scopes: "passed" });
  expect(verdicts(await inspect(accessToken, "api/users.write"))).toMatchObject({ scopes: "failed" });
});

test("a changed claim breaks the signature, and nothing about the account is revealed", async () => {
  const { accessToken } = await api.newSession();
  const [header, payload, signature] = accessToken.split(".");
  const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
  const forged = `${header}.${encode({ ...claims, "cognito:groups": ["admins"] })}.${signature}`;
  const inspection = await inspect(forged);
  expect(inspection.valid).toBe(false);
  expect(verdicts(inspection)).toMatchObject({
    issuer: "passed",
    signature: "failed",
    revocation: "skipped",
  });
});

test("neither `none` nor a shared secret is accepted as a signature", async () => {
  const { accessToken } = await api.newSession();
  const [header = "", payload, signature] = accessToken.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
  for (const forged of [
    `${encode({ alg: "none", kid })}.${payload}.`,
    `${encode({ alg: "HS256", kid })}.${payload}.${signature}`,
    `${encode({ alg: "RS256", kid: "another" })}.${payload}.${signature}`,
    // Once more at once, before the pool's keys may be fetched again.
    `${encode({ alg: "RS256", kid: "yet another" })}.${payload}.${signature}`,
    `${encode({ alg: "RS256" })}.${payload}.${signature}`,
  ]) {
    expect(verdicts(await inspect(forged))).toMatchObject({ signature: "failed", revocation: "skipped" });
  }
});

test("a token of another issuer is shown, and its issuer is not contacted", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const iss = `http://127.0.0.1:${(server.address() as AddressInfo).port}/us-east-1_Other`;
  const foreign = `${encode({ alg: "RS256", kid: "1", jku: iss })}.${encode({ iss, sub: "x", token_use: "access" })}.c2ln`;
  const inspection = await inspect(foreign);
  server.close();
  expect(verdicts(inspection)).toMatchObject({
    issuer: "failed",
    signature: "skipped",
    revocation: "skipped",
  });
  expect(inspection.valid).toBe(false);
  expect(asked).toEqual([]);
});

test("an ended sign-in is shown", async () => {
  const { accessToken, refreshToken } = await api.newSession();
  expect((await api.post("/v1/auth/sign-out", { refreshToken })).status).toBe(204);
  const inspection = await inspect(accessToken);
  expect(verdicts(inspection)).toMatchObject({ signature: "passed", revocation: "failed" });
  expect(inspection.valid).toBe(false);
});

/** As text: serialising it from a value is what fails. */
const nested = Buffer.from(`{"a":${"[".repeat(6000)}${"]".repeat(6000)}}`).toString("base64url");

test.each(["x", "a.b.c", "....", `${encode([])}.${encode({})}.x`, "e30.e30"])(
  "%p is not a token, and is reported as invalid",
  async (token) => {
    expect(await inspect(token)).toEqual({ kind: "unreadable", checks: [], valid: false });
  },
);

test("endlessly nested claims are not a token", async () => {
  expect(await inspect(`e30.${nested}.x`)).toEqual({ kind: "unreadable", checks: [], valid: false });
});

test("a request without a token, with too long a one or with an unknown scope is refused", async () => {
  for (const body of [{}, { token: "" }, { token: "x".repeat(16_385) }, { token: "x", scope: "api/root" }]) {
    expect((await api.post("/v1/tokens/inspect", body)).status).toBe(400);
  }
});
