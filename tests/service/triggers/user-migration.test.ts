import { randomUUID } from "node:crypto";
import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { type FormerSystem, startFormerSystem } from "../../support/worlds/former-system.ts";
import { signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:former-AbCdEf";
const OLD_PASSWORD = "Old-Horse-77";
const wrong = "NotAuthorizedException: Incorrect username or password.";

let world: TriggerWorld;
let former: FormerSystem;

beforeAll(async () => {
  former = await startFormerSystem([
    { email: "ada@example.com", password: OLD_PASSWORD, name: "Ada" },
    { email: "bea@example.com", password: OLD_PASSWORD },
    { email: "cy@example.com", password: OLD_PASSWORD, emailVerified: false },
    { email: "dan@denied.example", password: OLD_PASSWORD },
    { email: "eva@example.com", password: OLD_PASSWORD },
  ]);
  world = await startTriggerWorld({ MIGRATION_URL: former.url, MIGRATION_SECRET_ARN: SECRET_ARN });
  // The same listener serves as SES and Secrets Manager.
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = process.env.AWS_ENDPOINT_URL_SESV2;
  world.ses.answer(() => ({ body: JSON.stringify({ SecretString: "s3cr3t" }) }));
});

afterAll(() => former.close());

beforeEach(() => {
  former.misbehave(undefined);
  former.asked.length = 0;
  output.mockClear();
});

const userOf = (email: string) =>
  world.admin.send(new AdminGetUserCommand({ UserPoolId: world.poolId, Username: email }));

const attributesOf = async (email: string) =>
  Object.fromEntries(((await userOf(email)).UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));

describe("at the first sign-in with the right password", () => {
  test("an account is migrated, with exactly its old attributes", async () => {
    const tokens = await signIn(world, "ada@example.com", OLD_PASSWORD);
    expect(tokens?.AccessToken).toBeDefined();
    expect(former.asked).toEqual([
      {
        authorization: "Bearer s3cr3t",
        body: { username: "ada@example.com", password: OLD_PASSWORD },
      },
    ]);
    const { sub = "", ...attributes } = await attributesOf("ada@example.com");
    expect(attributes).toEqual({ email: "ada@example.com", email_verified: "true", name: "Ada" });
    expect(await world.groupsOf(sub)).toEqual(["users"]);
    expect(await world.eventsOf(sub)).toContain("user_migrated");
    await signIn(world, "ada@example.com", OLD_PASSWORD);
    expect(former.asked).toHaveLength(1);
    expect((await world.eventsOf(sub)).filter((type) => type === "user_migrated")).toHaveLength(1);
  });

  test("neither the password nor the secret is in the log", async () => {
    await signIn(world, "eva@example.com", OLD_PASSWORD);
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).toContain("account taken over");
    for (const secret of [OLD_PASSWORD, "s3cr3t", "eva@example.com"]) expect(log).not.toContain(secret);
  });
});

test("with a forgotten password an account is migrated, and a new password is set", async () => {
  const { clientId: ClientId } = world;
  await world.admin.send(new ForgotPasswordCommand({ ClientId, Username: "bea@example.com" }));
  expect(former.asked.map(({ body }) => body)).toEqual([{ username: "bea@example.com" }]);
  await world.admin.send(
    new ConfirmForgotPasswordCommand({
      ClientId,
      Username: "bea@example.com",
      ConfirmationCode: world.cloud.inbox.list("bea@example.com")[0]?.code ?? "",
      Password: "New-Horse-88",
    }),
  );
  expect((await signIn(world, "bea@example.com", "New-Horse-88"))?.AccessToken).toBeDefined();
});

test("the migration does not verify an unverified address", async () => {
  await signIn(world, "cy@example.com", OLD_PASSWORD);
  expect(await attributesOf("cy@example.com")).toMatchObject({ email_verified: "false" });
});

describe("no account is migrated", () => {
  const answer = (change: (email: string) => Record<string, unknown>) => (email: string) =>
    ({ kind: "body", body: JSON.stringify({ email, emailVerified: true, ...change(email) }) }) as const;

  test.each([
    ["whose password is wrong", () => undefined],
    ["if the endpoint fails", () => ({ kind: "status", status: 500 }) as const],
    ["if it redirects elsewhere", () => ({ kind: "status", status: 307, location: "/other" }) as const],
    ["if it does not answer with JSON", () => ({ kind: "body", body: "<html>" }) as const],
    ["if its answer is too large", answer(() => ({ x: "y".repeat(20_000) }))],
    ["if it answers with another user", answer((email) => ({ email: `x${email}` }))],
    ["if a flag is not a boolean", answer(() => ({ emailVerified: "true" }))],
    ["if a name is not a string", answer(() => ({ name: { first: "Fay" } }))],
    ["if it does not answer", () => ({ kind: "silence" }) as const],
  ] as const)("%s", async (_, misbehaviour) => {
    const email = `${randomUUID()}@example.com`;
    former.misbehave(misbehaviour(email));
    await expectNoUser(email);
    expect(former.asked).toHaveLength(1);
  });

  test("from a domain that may not sign up, and the endpoint is not called", async () => {
    await expectNoUser("dan@denied.example");
    expect(former.asked).toEqual([]);
  });

  async function expectNoUser(email: string): Promise<void> {
    expect(await refusal(signIn(world, email, OLD_PASSWORD))).toBe(wrong);
    expect(await refusal(userOf(email))).toMatch(/^UserNotFoundException/);
    const log = output.mock.calls.map(([line]) => String(line)).join("");
    expect(log).not.toContain(OLD_PASSWORD);
    expect(log).not.toContain(email);
  }
});
