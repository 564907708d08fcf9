import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

test("the configuration has the stack's password rule", async () => {
  const { body } = await api.get("/v1/auth/config");
  expect(body.passwordRule).toEqual({
    minimumLength: 15,
    maximumLength: 256,
    spacesInside: true,
    blocklist: true,
    breachedCheck: false,
  });
});

test("a pass phrase with spaces is set, and signs in", async () => {
  const { accessToken: token, person } = await api.newSession();
  const newPassword = "seven green bottles hang";
  const change = { currentPassword: person.password, newPassword };
  expect((await api.post("/v1/me/password", change, { token })).status).toBe(204);
  expect((await api.signIn({ ...person, password: newPassword })).tokenType).toBe("Bearer");
});

test("a reset that is refused for its password leaves the code valid", async () => {
  const { email } = await api.register();
  await api.post("/v1/auth/forgot-password", { email });
  const code = await api.codeFor(email);
  const reset = (newPassword: string) => api.post("/v1/auth/reset-password", { email, code, newPassword });
  for (const [password, reason] of [
    ["123456789012", "too_short"],
    ["passwordpassword", "repeated"],
    ["aaaaaaaaaaaaaaa", "repeated"],
    [email, "personal"],
  ] as const) {
    expect(await reset(password)).toMatchObject({
      status: 400,
      body: { code: "invalid_password", errors: [{ pointer: "#/newPassword", reason }] },
    });
  }
  expect((await reset("seven green bottles hang")).status).toBe(204);
  expect((await api.signIn({ email, password: "seven green bottles hang" })).tokenType).toBe("Bearer");
});
