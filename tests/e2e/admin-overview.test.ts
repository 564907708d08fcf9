import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/api-client.ts";
import { authenticatorOf } from "../support/authenticator-app.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/local-stack.ts";
import { newAccount, newStaff } from "../support/staff.ts";

/** A stack of its own: nobody else may sign up while users are counted. */
let stack: LocalStack;
let api: ApiClient;

beforeAll(async () => {
  stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  api = new ApiClient(stack);
});

afterAll(() => stack.stop());

test("counts users by status, group and second factor, once an hour", async () => {
  const { token } = await newStaff(api);
  await api.signUp(newPerson());
  const gone = await newAccount(api);
  await api.post(`/v1/admin/users/${gone.sub}/disable`, {}, { token });
  const careful = await newAccount(api);
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token: careful.token })).body;
  await api.post(
    "/v1/me/mfa/totp/verify",
    { code: authenticatorOf(String(secret), Date.now).code() },
    { token: careful.token },
  );

  const { status, body } = await api.get("/v1/admin/overview", { token });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    estimatedUsers: 4,
    isCounting: false,
    census: {
      users: 4,
      disabled: 1,
      byStatus: { CONFIRMED: 3, UNCONFIRMED: 1 },
      byGroup: expect.arrayContaining([
        { group: "admins", members: 1, isEstimate: false },
        { group: "support", members: 0, isEstimate: false },
        { group: "users", members: 3, isEstimate: false },
      ]),
      mfa: { sampled: 3, enabled: 1, totp: 1, sms: 0, email: 0 },
    },
  });
  expect((body.days as unknown[]).length).toBe(30);
  expect(body.days).toContainEqual(
    expect.objectContaining({ day: new Date(String(body.asOf)).toISOString().slice(0, 10) }),
  );
  // The day may change in the middle of the test.
  const signUps = (body.days as { readonly signUps: number }[]).reduce((sum, day) => sum + day.signUps, 0);
  expect(signUps).toBe(4);

  // A whole count is not taken again within the hour.
  await api.signUp(newPerson());
  const again = await api.get("/v1/admin/overview", { token });
  expect(again.body).toMatchObject({ estimatedUsers: 5, census: body.census as object });
});
