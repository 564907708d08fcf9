import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient } from "../support/api-client.ts";
import { type LocalStack, startLocalStack } from "../support/local-stack.ts";

// A stack of its own: parts of it are made to fail.
let stack: LocalStack;
let api: ApiClient;

beforeAll(async () => {
  stack = await startLocalStack();
  api = new ApiClient(stack);
}, 60_000);

afterEach(async () => {
  await fetch(`${stack.cloudUrl}/_local/faults`, { method: "DELETE" });
});

afterAll(async () => {
  await stack.stop();
});

async function fail(fault: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${stack.cloudUrl}/_local/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
}

const gist = ({ status, body, headers }: ApiAnswer) => ({
  status,
  code: body.code,
  retryAfter: headers.get("retry-after"),
});

test("Cognito throttles: the API says when to come again", async () => {
  const { email, password } = await api.register();
  await fail({ service: "cognito-idp", error: "TooManyRequestsException", status: 400 });
  const refused = await api.post("/v1/auth/sign-in", { email, password });
  expect(gist(refused)).toEqual({ status: 429, code: "too_many_requests", retryAfter: "60" });
});

test("Cognito stumbles once: nobody notices", async () => {
  const { email, password } = await api.register();
  await fail({ service: "cognito-idp", error: "InternalErrorException", times: 1 });
  expect((await api.post("/v1/auth/sign-in", { email, password })).status).toBe(200);
  expect(await (await fetch(`${stack.cloudUrl}/_local/faults`)).json()).toEqual({ faults: [] });
});

test.each([
  ["Cognito fails", { error: "InternalErrorException" }, 503, "service_unavailable", "5"],
  ["a permission is missing", { error: "AccessDeniedException", status: 400 }, 500, "internal_error", null],
])("%s: the API tells nothing of it", async (_, fault, status, code, retryAfter) => {
  const { email, password } = await api.register();
  await fail({ service: "cognito-idp", ...fault });
  const failed = await api.post("/v1/auth/sign-in", { email, password });
  expect(gist(failed)).toEqual({ status, code, retryAfter });
  expect(failed.text).not.toMatch(/Exception|_local/);
});

test("DynamoDB is down: no token is taken on trust, and all is well when it is back", async () => {
  const { accessToken: token } = await api.newSession();
  await fail({ service: "dynamodb", error: "InternalServerError" });
  const refused = await api.get("/v1/me", { token });
  expect(gist(refused)).toEqual({ status: 503, code: "service_unavailable", retryAfter: "5" });
  await fetch(`${stack.cloudUrl}/_local/faults`, { method: "DELETE" });
  expect((await api.get("/v1/me", { token })).status).toBe(200);
});
