import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startAuthModule } from "../../../support/worlds/auth-module.ts";

let auth: Awaited<ReturnType<typeof startAuthModule>>;

beforeAll(async () => {
  auth = await startAuthModule({ SIGN_IN_METHODS: "password,email_code" });
});

afterAll(() => auth.stop());

test.each([
  ["link", { email: "jane@example.com" }],
  ["link/complete", { token: `${"a".repeat(22)}.${"b".repeat(43)}` }],
])("without sign-in links, /v1/auth/%s is refused, and Cognito is not asked", async (route, body) => {
  auth.awsAnswers({});
  expect(await auth.post(route, body)).toMatchObject({ status: 403, body: { code: "request_refused" } });
  expect(auth.operations()).toEqual([]);
});
