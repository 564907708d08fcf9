import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { type Account, newStaff, poolIdOf } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);
const PASSWORD = "Correct-horse-battery-7";

let staff: Account;

beforeAll(async () => {
  staff = await newStaff(api);
});

/** Each test has its own addresses. */
const spelled = (address: string) => address.replace("ID", randomUUID().slice(0, 8));

const resetPassword = async (email: string, newPassword: string) => {
  expect((await api.post("/v1/auth/forgot-password", { email })).status).toBe(202);
  const code = await api.codeFor(email);
  return api.post("/v1/auth/reset-password", { email, code, newPassword });
};

describe("with an address that browsers accept a user signs up, signs in and resets the password", () => {
  test.each([
    "r&d.ID@example.com",
    "a=b.ID@example.com",
    "o'hara.ID@example.com",
    "ID!#$%*/?^_`{|}~-+@example.com",
    "+ID@example.com",
    "ID@xn--mnchen-3ya.example",
    "ID@example.xn--p1ai",
    "ID@1and1.example",
    "ID@a-b.example",
    "a..ID@example.com",
    ".ID@example.com",
  ])("%s", async (address) => {
    const email = spelled(address);
    expect([email, (await api.post("/v1/auth/sign-up", { email })).status]).toEqual([email, 201]);
    const code = await api.codeFor(email);
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await api.post("/v1/auth/confirm", { email, code: typed, password: PASSWORD })).status).toBe(204);
    expect((await api.post("/v1/auth/sign-in", { email, password: PASSWORD })).status).toBe(200);
    expect((await resetPassword(email, `${PASSWORD}8`)).status).toBe(204);
    expect((await api.post("/v1/auth/sign-in", { email, password: `${PASSWORD}8` })).status).toBe(200);
  });
});

describe("an address that browsers refuse can't be given to an account", () => {
  const tooLong = `${"a".repeat(117)}@example.com`;

  test.each([
    "jos\u00e9@example.com",
    "x@m\u00fcnchen.example",
    "x@-example.com",
    "x@example-.com",
    "x@example..com",
    "x@.example.com",
    "x@example.com.",
    `x@${"a".repeat(64)}.com`,
    "x@exa_mple.com",
    "x y@example.com",
    '"x"@example.com',
    "x(y)@example.com",
    "x,y@example.com",
    "x@y@example.com",
    "x@[127.0.0.1]",
    "<x@example.com>",
    "x@",
    "@example.com",
    "x",
    tooLong,
  ])("%s", async (email) => {
    const { token } = staff;
    for (const answer of [
      await api.post("/v1/auth/sign-up", { email }),
      await api.post("/v1/me/attributes/email/code", { value: email }, { token }),
      await api.post("/v1/admin/users", { email }, { token }),
      await api.patch(`/v1/admin/users/${staff.sub}`, { email }, { token }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([400, "validation_failed"]);
    }
  });
});

describe("an existing account can be used, whatever its address", () => {
  test.each([
    "jos\u00e9.ID@example.com",
    "ID@m\u00fcnchen.example",
    '"ID"@example.com',
    "ID@exa_mple.com",
    "a(ID)@example.com",
    "\u7528\u6237.ID@\u4f8b\u5b50.example",
  ])("%s", async (address) => {
    const email = spelled(address);
    const UserPoolId = await poolIdOf(api);
    const Username = email;
    const UserAttributes = [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ];
    const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes }));
    const resent = await api.post(`/v1/admin/users/${User?.Username}/invitation`, undefined, {
      token: staff.token,
    });
    expect(resent.status).toBe(204);
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
    const signIn = (password: string, name = email) =>
      api.post("/v1/auth/sign-in", { email: name, password });
    expect((await signIn(PASSWORD)).status).toBe(200);
    expect((await signIn(PASSWORD, ` ${email.toUpperCase()} `)).status).toBe(200);
    expect((await resetPassword(email, `${PASSWORD}8`)).status).toBe(204);
    expect((await signIn(`${PASSWORD}8`)).status).toBe(200);
  });
});
