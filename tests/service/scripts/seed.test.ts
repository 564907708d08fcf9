import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { promisify } from "node:util";
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { demoUsers, seedUsers } from "../../../scripts/users/seed-users.ts";
import { createClient, createPool } from "../../support/worlds/cognito-pool.ts";
import { type CognitoServer, startCognitoServer } from "../../support/worlds/cognito-server.ts";
import { poolAccess } from "../../support/worlds/pool-access.ts";

const run = promisify(execFile);
const scripts = resolve(import.meta.dirname, "../../../scripts");
let server: CognitoServer;

beforeAll(async () => {
  server = await startCognitoServer();
});

afterAll(() => server.close());

const signIn = (ClientId: string, USERNAME: string, PASSWORD: string) =>
  server.admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );

test("each role signs in with the printed password, and no mail is sent", async () => {
  const poolId = await createPool(server);
  const clientId = await createClient(server, poolId);
  const sent = server.outbox.length;
  const seeded = await seedUsers(demoUsers(2), { target: poolAccess(server.admin, poolId), password: null });
  expect(seeded.map(({ email }) => email)).toEqual([
    "ada.admin@example.com",
    "sam.support@example.com",
    "uma.user@example.com",
    "demo.1@example.com",
    "demo.2@example.com",
  ]);
  for (const { email, password, groups } of seeded) {
    const { AuthenticationResult } = await signIn(clientId, email, password ?? "");
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    const { Groups } = await server.admin.send(
      new AdminListGroupsForUserCommand({ UserPoolId: poolId, Username: email }),
    );
    expect(Groups?.map(({ GroupName }) => GroupName).sort()).toEqual([...groups].sort());
  }
  expect(new Set(seeded.map(({ password }) => password)).size).toBe(5);
  expect(server.outbox.length).toBe(sent);
});

test("a second run changes nothing; a given password is set for all", async () => {
  const poolId = await createPool(server);
  const clientId = await createClient(server, poolId);
  const target = poolAccess(server.admin, poolId);
  const [first] = await seedUsers(demoUsers(0), { target, password: null });
  const again = await seedUsers(demoUsers(0), { target, password: null });
  expect(again.map(({ password }) => password)).toEqual([null, null, null]);
  const old = await signIn(clientId, "ada.admin@example.com", first?.password ?? "");
  expect(old.AuthenticationResult?.AccessToken).toBeDefined();

  await seedUsers(demoUsers(0), { target, password: "Chosen-By-Hand-1" });
  const chosen = await signIn(clientId, "ada.admin@example.com", "Chosen-By-Hand-1");
  expect(chosen.AuthenticationResult?.AccessToken).toBeDefined();
});

/** Runs a script next to an API that returns the pool, as the running stack does. */
async function beside(poolId: string, name: string, ...options: string[]) {
  const api = createServer((request, response) => {
    response.end(request.url === "/v1/auth/config" ? JSON.stringify({ userPoolId: poolId }) : "{}");
  });
  api.listen(0, "127.0.0.1");
  await once(api, "listening");
  const env = {
    PATH: process.env.PATH ?? "",
    API_PORT: String((api.address() as AddressInfo).port),
    CLOUD_PORT: new URL(server.endpoint).port,
  };
  try {
    return await run(process.execPath, [resolve(scripts, name), ...options], { env });
  } finally {
    api.close();
  }
}

test("the commands find the pool of the running stack; export-users writes the users of seed", async () => {
  const poolId = await createPool(server);
  const { stdout: seeded } = await beside(poolId, "seed.ts", "--stage", "local", "--users", "1");
  expect(seeded.trim().split("\n")).toHaveLength(4);
  const { stdout: lines, stderr } = await beside(poolId, "export-users.ts", "--stage", "local");
  const emails = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).attributes.email);
  expect(emails.sort()).toEqual([
    "ada.admin@example.com",
    "demo.1@example.com",
    "sam.support@example.com",
    "uma.user@example.com",
  ]);
  expect(stderr).toContain(`export-users: 4 users of ${poolId}`);
});

test.each([
  ["seed.ts", "add --yes-prod"],
  ["import-users.ts", "add --yes-prod"],
])("%s does not touch prod without an extra option", async (name, sentence) => {
  const poolId = await createPool(server);
  const options = [
    "--stage",
    "prod",
    "--endpoint",
    server.endpoint,
    "--pool-id",
    poolId,
    "--input",
    "none.jsonl",
  ];
  const needed = name === "seed.ts" ? options.slice(0, -2) : options;
  await expect(beside(poolId, name, ...needed)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(sentence),
  });
  const missing = server.admin.send(
    new AdminGetUserCommand({ UserPoolId: poolId, Username: "ada.admin@example.com" }),
  );
  await expect(missing).rejects.toThrow("User does not exist");
});

test.each([
  ["short", "15 characters"],
  ["passwordpassword", "easy to guess"],
])("seed.ts refuses the password %s for all users", async (password, sentence) => {
  const poolId = await createPool(server);
  await expect(beside(poolId, "seed.ts", "--stage", "local", "--password", password)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(sentence),
  });
});
