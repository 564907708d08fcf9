import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

test("a profile is changed field by field, and null clears a field", async () => {
  const { accessToken: token, person } = await api.newSession();
  const changed = await api.patch(
    "/v1/me",
    { givenName: "Zoë", familyName: "Ångström", locale: "de-AT" },
    { token },
  );
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ givenName: "Zoë", familyName: "Ångström", locale: "de-AT" });

  const cleared = await api.patch("/v1/me", { familyName: null }, { token });
  expect(cleared.body).toMatchObject({ givenName: "Zoë", email: person.email });
  expect(cleared.body).not.toHaveProperty("familyName");
  expect((await api.get("/v1/me", { token })).body).toEqual(cleared.body);
  const trail = await api.get("/v1/me/activity?limit=1", { token });
  expect(trail.body.items).toMatchObject([{ type: "profile_changed" }]);
});

test("users can't give themselves a group, another address or a verified flag", async () => {
  const { accessToken: token } = await api.newSession();
  for (const update of [{ groups: ["admins"] }, { email: "root@example.com" }, { emailVerified: true }, {}]) {
    const answer = await api.patch("/v1/me", update, { token });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe("validation_failed");
  }
  expect((await api.get("/v1/me", { token })).body).toMatchObject({ groups: ["users"], emailVerified: true });
});

test("where no terms are asked for, there are none to accept", async () => {
  const { accessToken: token } = await api.newSession();
  expect((await api.get("/v1/me/consents", { token })).body).toEqual({ items: [], toAccept: null });
  const answer = await api.post("/v1/me/consents", { version: "2026-01-01" }, { token });
  expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
});

test("a disabled account is refused although its token has not expired", async () => {
  const { accessToken: token, person } = await api.newSession();
  const { userPoolId } = (await api.get("/v1/auth/config")).body;
  await cognitoClient(api.cloudUrl).send(
    new AdminDisableUserCommand({ UserPoolId: String(userPoolId), Username: person.email }),
  );
  const answer = await api.get("/v1/me", { token });
  expect(answer.status).toBe(401);
  expect(answer.body.code).toBe("session_revoked");
  expect((await api.patch("/v1/me", { givenName: "Eve" }, { token })).status).toBe(401);
});
