import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/api-client.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/local-stack.ts";

// A stack of its own: its clock is moved.
let stack: LocalStack;
let api: ApiClient;

beforeAll(async () => {
  stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  api = new ApiClient(stack);
});

afterAll(async () => {
  await stack.stop();
});

async function advance(by: string): Promise<void> {
  const answer = await fetch(`${stack.cloudUrl}/_local/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: by }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

test("a sign-up code lives 24 hours, and a new one confirms the account", async () => {
  const person = newPerson();
  const { email } = person;
  await api.signUp(person);
  const code = await api.codeFor(email);
  await advance("25h");
  const late = await api.post("/v1/auth/confirm", { email, code });
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 400, code: "code_mismatch" });

  await api.post("/v1/auth/resend-code", { email });
  const confirmed = await api.post("/v1/auth/confirm", { email, code: await api.codeFor(email) });
  expect(confirmed.status).toBe(204);
});

test("a code for a forgotten password lives one hour", async () => {
  const { email } = await api.register();
  await api.post("/v1/auth/forgot-password", { email });
  const code = await api.codeFor(email);
  await advance("61m");
  const late = await api.post("/v1/auth/reset-password", { email, code, newPassword: newPerson().password });
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 400, code: "code_mismatch" });
});

test("an access token lives one hour: then the gateway refuses it, and the refresh token brings another", async () => {
  const { accessToken, refreshToken } = await api.newSession();
  await advance("61m");
  const late = await api.get("/v1/me", { token: accessToken });
  expect(late.status).toBe(401);
  expect(late.body).toEqual({ message: "Unauthorized" });
  expect(late.headers.get("www-authenticate")).toContain("the token has expired");

  const refreshed = await api.post("/v1/auth/refresh", { refreshToken });
  const { accessToken: token } = refreshed.body.tokens as { accessToken: string };
  expect((await api.get("/v1/me", { token })).status).toBe(200);
});

test("a rotated refresh token is refused once its grace period is over, and ends the sign-in", async () => {
  const { refreshToken } = await api.newSession();
  const first = await api.post("/v1/auth/refresh", { refreshToken });
  const retried = await api.post("/v1/auth/refresh", { refreshToken });
  expect([first.status, retried.status]).toEqual([200, 200]);
  await advance("11s");
  const replayed = await api.post("/v1/auth/refresh", { refreshToken });
  expect({ status: replayed.status, code: replayed.body.code }).toEqual({
    status: 401,
    code: "invalid_refresh_token",
  });
  const successor = (first.body.tokens as { refreshToken: string }).refreshToken;
  expect((await api.post("/v1/auth/refresh", { refreshToken: successor })).status).toBe(401);
});
