import {
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { type LocalStack, startLocalStack } from "../support/stacks/local-stack.ts";
import { type FormerSystem, startFormerSystem } from "../support/worlds/former-system.ts";

const OLD_PASSWORD = "Old-horse-7-battery-77";

// Its own stack: it has a former system, and its log is read.
let former: FormerSystem;
let stack: LocalStack;
let api: ApiClient;
let admin: CognitoIdentityProviderClient;
let userPoolId: string;
/** Values that must never be in the log. */
const secrets: string[] = [OLD_PASSWORD];

/** Everything that was started, also if a later start failed. */
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  former = await startFormerSystem([{ email: "former@example.com", password: OLD_PASSWORD, name: "Ada" }]);
  started.push({ stop: () => former.close() });
  stack = await startLocalStack({ arguments: [`--param=migrationUrl=${former.url}`] });
  started.push(stack);
  api = new ApiClient(stack);
  admin = cognitoClient(stack.cloudUrl);
  userPoolId = String((await api.get("/v1/auth/config")).body.userPoolId);
});

afterAll(async () => {
  for (const one of started.reverse()) await one.stop();
});

const personAt = (domain: string): Person => {
  const { email, password } = newPerson();
  secrets.push(password);
  return { email: email.replace("example.com", domain), password };
};

const groupsOf = async (token: string) => (await api.get("/v1/me", { token })).body.groups;

async function activityOf(token: string): Promise<string[]> {
  const { body } = await api.get("/v1/me/activity", { token });
  return (body.items as { type: string }[]).map(({ type }) => type);
}

describe("groups", () => {
  test("a confirmed account gets the default group and that of its domain", async () => {
    const { accessToken } = await api.newSession(personAt("support.example"));
    expect(await groupsOf(accessToken)).toEqual(expect.arrayContaining(["support", "users"]));
    const other = await api.newSession(personAt("example.com"));
    expect(await groupsOf(other.accessToken)).toEqual(["users"]);
  });

  test("the first account with the address of the parameter is the administrator", async () => {
    const { password } = personAt("example.com");
    const { accessToken } = await api.newSession({ email: "admin@example.com", password });
    expect(await groupsOf(accessToken)).toEqual(expect.arrayContaining(["admins", "users"]));
  });

  test("an account created by an administrator has its scopes in the first token", async () => {
    const { email, password } = personAt("example.com");
    const temporary = "Temporary-horse-7-battery";
    secrets.push(temporary);
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: email,
        TemporaryPassword: temporary,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
    const asked = await api.post("/v1/auth/sign-in", { email, password: temporary });
    expect(asked.body.challenge).toBe("NEW_PASSWORD_REQUIRED");
    const answered = await api.post("/v1/auth/challenge", {
      challenge: "NEW_PASSWORD_REQUIRED",
      session: asked.body.session,
      email,
      newPassword: password,
    });
    expect(answered.status).toBe(200);
    const { accessToken } = answered.body.tokens as { readonly accessToken: string };
    expect(await groupsOf(accessToken)).toEqual(["users"]);
    const { Groups } = await admin.send(
      new AdminListGroupsForUserCommand({ UserPoolId: userPoolId, Username: email }),
    );
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["users"]);
  });
});

describe("the audit trail", () => {
  test("has the confirmation, the sign-ins and the failed one", async () => {
    const person = personAt("example.com");
    await api.register(person);
    await api.post("/v1/auth/sign-in", { email: person.email, password: "Wrong-horse-7-battery" });
    const { accessToken } = await api.signIn(person);
    const types = await activityOf(accessToken);
    expect(types).toEqual(
      expect.arrayContaining(["sign_up_confirmed", "group_added", "sign_in", "sign_in_failed"]),
    );
  });
});

describe("the service's own mails", () => {
  test("welcome a new account, and report a new password", async () => {
    const person = personAt("example.com");
    await api.register(person);
    const subjects = async () => (await api.inbox(person.email)).map(({ subject }) => subject);
    expect(await subjects()).toContain("Serverless Auth: Welcome");
    await api.post("/v1/auth/forgot-password", { email: person.email });
    const { password } = personAt("example.com");
    const reset = await api.post("/v1/auth/reset-password", {
      email: person.email,
      code: await api.codeFor(person.email),
      newPassword: password,
    });
    expect(reset.status).toBe(204);
    expect(await subjects()).toContain("Serverless Auth: Your password was changed");
  });
});

describe("too many attempts to sign in", () => {
  test("get 429, with or without an account", async () => {
    const person = personAt("example.com");
    await api.register(person);
    const answersTo = async (email: string) => {
      const answers: unknown[] = [];
      for (let count = 0; count < 12; count += 1) {
        const { status, body } = await api.post("/v1/auth/sign-in", { email, password: "Wrong-horse-7" });
        answers.push([status, body.code, body.detail]);
      }
      return answers;
    };
    const known = await answersTo(person.email);
    expect(await answersTo(personAt("example.com").email)).toEqual(known);
    expect(known.at(0)).toEqual([401, "invalid_credentials", expect.any(String)]);
    expect(known.at(-1)).toEqual([
      429,
      "too_many_requests",
      "Too many attempts to sign in. Wait before trying again.",
    ]);
  });
});

describe("an account of the former system", () => {
  test("is migrated at the first sign-in, and works like any other", async () => {
    const { accessToken } = await api.signIn({ email: "former@example.com", password: OLD_PASSWORD });
    expect((await api.get("/v1/me", { token: accessToken })).body).toMatchObject({
      name: "Ada",
      emailVerified: true,
      groups: ["users"],
    });
    expect(await activityOf(accessToken)).toContain("user_migrated");
    expect(former.asked.map(({ body }) => body.username)).toContain("former@example.com");
  });
});

test("the log contains no password, token or address", () => {
  const log = stack.output();
  expect(log).toContain("account taken over");
  for (const secret of secrets) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/eyJ[\w-]{10,}\./);
  expect(log).not.toMatch(/[\w.-]+@(example\.com|support\.example)/);
});
