import { randomUUID } from "node:crypto";
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { eventKey, groupsKey, housekeepingKey, summaryKey } from "../../../libs/activity/activity-keys.ts";
import type { TransactingTable } from "../../../libs/activity/transact-write.ts";
import { type OrphanSettings, removeOrphans } from "../../../libs/housekeeping/remove-orphans.ts";
import { acceptInvitation, createInvitation } from "../../../libs/organizations/invitations.ts";
import { loadMember, unlessRole } from "../../../libs/organizations/members.ts";
import { createOrganization } from "../../../libs/organizations/organizations.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { freePort } from "../../support/stacks/local-stack.ts";
import { createActivityTable, patientActivityTable } from "../../support/worlds/activity-table.ts";
import { setAwsEndpoint } from "../../support/worlds/environment.ts";
import { startTestBucket, type TestBucket } from "../../support/worlds/test-bucket.ts";
import { createUserPool, type UserPool } from "../../support/worlds/user-pool.ts";

const DAY = 86_400_000;

let bucket: TestBucket;
let pool: UserPool;
let table: TransactingTable;
let cognito: CognitoIdentityProviderClient;

/** One port for all clouds: a process has one S3 client, which reads its endpoint once. */
let port: number;

beforeAll(async () => {
  port = await freePort();
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
});

beforeEach(async () => {
  bucket = await startTestBucket([], { port });
  setAwsEndpoint(bucket.cloud.endpoint);
  pool = await createUserPool([]);
  cognito = cognitoClient(bucket.cloud.endpoint);
  await createActivityTable(bucket.cloud.endpoint);
  table = patientActivityTable();
});

afterEach(async () => {
  cognito.destroy();
  pool.cognito.destroy();
  await bucket.cloud.close();
});

afterAll(() => {
  jest.restoreAllMocks();
});

async function upload(sub: string, id: string = randomUUID()): Promise<string> {
  const Key = `users/${sub}/${id}`;
  await bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key, Body: "content" }));
  return Key;
}

async function keys(): Promise<(string | undefined)[]> {
  const { Contents = [] } = await bucket.s3.send(new ListObjectsV2Command({ Bucket: "files" }));
  return Contents.map(({ Key }) => Key);
}

const deleteUser = (Username: string) =>
  cognito.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username }));

/** A user with a file, deleted directly in Cognito. */
async function createOrphan(): Promise<string> {
  const sub = await pool.createUser();
  await upload(sub);
  await deleteUser(sub);
  return sub;
}

const run = (settings: Partial<OrphanSettings> = {}) =>
  removeOrphans({
    table,
    bucket: "files",
    userPoolId: pool.id,
    mode: "delete",
    maxPercent: 20,
    deadline: Number.POSITIVE_INFINITY,
    now: () => bucket.cloud.clock.now(),
    pause: async () => {},
    ...settings,
  });

async function usersWithFiles(count: number): Promise<string[]> {
  const subs: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const sub = await pool.createUser();
    await upload(sub);
    subs.push(sub);
  }
  return subs;
}

test("removes only the folder of a deleted user", async () => {
  await usersWithFiles(2);
  const living = await keys();
  const sub = await createOrphan();
  await upload(sub);
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run()).toEqual({ examined: 3, orphans: [sub], removed: 1, unknown: 0, isComplete: true });
  expect(await keys()).toEqual(living);
});

test("keeps files of users who are disabled or only invited", async () => {
  const disabled = await pool.createUser();
  await cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: disabled }));
  const invited = await pool.createUser({ isInvited: true });
  for (const sub of [disabled, invited]) await upload(sub);
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run({ maxPercent: 100 })).toMatchObject({ examined: 2, orphans: [] });
  expect(await keys()).toHaveLength(2);
});

test("keeps files that are younger than a day", async () => {
  await usersWithFiles(2);
  const sub = await createOrphan();
  bucket.cloud.clock.advance(2 * DAY);
  await upload(sub); // a form that was signed before the deletion
  expect(await run()).toMatchObject({ orphans: [], removed: 0 });
  bucket.cloud.clock.advance(DAY + 1000);
  expect(await run()).toMatchObject({ orphans: [sub], removed: 1 });
  expect(await keys()).toHaveLength(2);
});

test("deletes nothing if implausibly many folders have no user", async () => {
  await usersWithFiles(5);
  for (let index = 0; index < 6; index += 1) await createOrphan();
  const before = await keys();
  bucket.cloud.clock.advance(2 * DAY);
  await expect(run()).rejects.toMatchObject({ name: "TooManyOrphans", orphans: 6, examined: 11 });
  expect(await keys()).toEqual(before);
});

test("deletes nothing if the pool is another one and has none of the owners", async () => {
  const [sub = ""] = await usersWithFiles(1);
  const before = await keys();
  await deleteUser(sub);
  bucket.cloud.clock.advance(2 * DAY);
  await expect(run()).rejects.toMatchObject({ name: "TooManyOrphans" });
  expect(await keys()).toEqual(before);
});

test.each([
  ["AdminGetUser", "InternalErrorException"],
  ["AdminGetUser", "ResourceNotFoundException"],
  ["AdminGetUser", "TooManyRequestsException"],
  ["ListUsers", "InternalErrorException"],
])("deletes nothing if %s fails with %s", async (operation, error) => {
  await usersWithFiles(3);
  await createOrphan();
  const before = await keys();
  bucket.cloud.clock.advance(2 * DAY);
  await fetch(`${bucket.cloud.endpoint}/_local/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ service: "cognito-idp", operation, error }),
  });
  await expect(run()).rejects.toMatchObject({ name: error });
  expect(await keys()).toEqual(before);
});

test("deletes nothing if the pool does not exist", async () => {
  await usersWithFiles(1);
  const before = await keys();
  bucket.cloud.clock.advance(2 * DAY);
  await expect(run({ userPoolId: "us-east-1_Unknown00", maxPercent: 100 })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  expect(await keys()).toEqual(before);
});

test("in report mode deletes nothing and reports what it would delete", async () => {
  await usersWithFiles(1);
  const subs = [await createOrphan(), await createOrphan()].sort();
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run({ mode: "report" })).toMatchObject({ orphans: subs, removed: 0, isComplete: true });
  expect(await keys()).toHaveLength(3);
});

test("keeps folders that are not named after an id", async () => {
  await upload("backup");
  await upload("x y+z");
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run({ maxPercent: 100 })).toMatchObject({ examined: 0, unknown: 2, removed: 0 });
  expect(await keys()).toHaveLength(2);
});

test("stops when its time is up, and continues there", async () => {
  const subs = (await usersWithFiles(3)).sort();
  bucket.cloud.clock.advance(2 * DAY);
  const deadline = bucket.cloud.clock.now() + 2;
  const pause = async () => void bucket.cloud.clock.advance(1);
  expect(await run({ deadline, pause })).toMatchObject({ examined: 2, isComplete: false });
  const position = await table.get(housekeepingKey("ORPHANS"));
  expect(position?.after).toBe(`users/${subs[1]}0`);
  expect(await run()).toMatchObject({ examined: 1, isComplete: true });
  expect(await run()).toMatchObject({ examined: 3, isComplete: true });
});

test("deletes the user's entries from the table, and records the deletion in the trail", async () => {
  await usersWithFiles(1);
  const sub = await createOrphan();
  await table.put({ ...summaryKey(sub), lastSignInAt: 1 });
  await table.put({ ...groupsKey(sub), groups: ["users"], at: 1 });
  bucket.cloud.clock.advance(2 * DAY);
  await run();
  expect(await table.get(summaryKey(sub))).toBeUndefined();
  expect(await table.get(groupsKey(sub))).toBeUndefined();
  const { items } = await table.query({ partition: `USER#${sub}`, order: "oldest first", limit: 10 });
  const deletion = { type: "account_deleted", detail: { by: "housekeeping" } };
  expect(items).toMatchObject([
    { SK: expect.stringMatching(/^EVENT#/), ...deletion },
    { SK: expect.stringMatching(/^TYPED#/), ...deletion },
  ]);
});

test("keeps the trail of an account that was deleted through the API", async () => {
  await usersWithFiles(1);
  const sub = await createOrphan();
  const event = eventKey(sub, "2026-01-01T00:00:00.000Z", "id");
  await table.put({ ...event, type: "account_deleted" });
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run()).toMatchObject({ removed: 1 });
  expect(await table.get(event)).toBeDefined();
});

test("a deleted user leaves all organizations, and the next member owns them", async () => {
  await usersWithFiles(2);
  const sub = await createOrphan();
  const now = bucket.cloud.clock.now();
  const { id } = await createOrganization(table, { sub, name: "Acme" }, now);
  const invitee = { sub: randomUUID(), verifiedEmail: "next@example.com" };
  const invitation = {
    organization: id,
    email: invitee.verifiedEmail,
    role: "member",
    invitedBy: sub,
  } as const;
  const { token } = await createInvitation(table, invitation, unlessRole(sub, id, "owner"), now);
  await acceptInvitation(table, token, invitee, now);
  bucket.cloud.clock.advance(2 * DAY);
  expect(await run()).toMatchObject({ removed: 1 });
  expect(await loadMember(table, id, sub)).toBeUndefined();
  expect(await loadMember(table, id, invitee.sub)).toMatchObject({ role: "owner" });
});
