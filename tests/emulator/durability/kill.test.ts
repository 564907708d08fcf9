import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, expect, test } from "@jest/globals";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { startKillableCloud } from "../../support/stacks/killable-cloud.ts";
import { createPool } from "../../support/worlds/cognito-pool.ts";

const ROUNDS = 20;
const CLIENTS = 8;
/** The maximum of acknowledged writes in a round; each round ends at a random number of them. */
const MAX_WRITES = 40;

const state = mkdtempSync(join(tmpdir(), "kill-test-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** The writes that were acknowledged to a client. */
interface Acknowledged {
  nickname?: string;
  isMember?: true;
}

/** Writes until the cloud is killed; counts acknowledged writes. */
async function writeOn(
  admin: CognitoIdentityProviderClient,
  UserPoolId: string,
  name: string,
  acknowledged: Map<string, Acknowledged>,
  onWrite: () => void,
): Promise<void> {
  for (let index = 0; ; index += 1) {
    const Username = `${name}-${index}@example.com`;
    const user = { UserPoolId, Username };
    const known: Acknowledged = {};
    try {
      await admin.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
      acknowledged.set(Username, known);
      onWrite();
      const UserAttributes = [{ Name: "nickname", Value: name }];
      await admin.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
      known.nickname = name;
      onWrite();
      await admin.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "people" }));
      known.isMember = true;
      onWrite();
    } catch (error) {
      // An error response would be a failure; a lost connection is expected here.
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
      if ($metadata?.httpStatusCode !== undefined) throw error;
      return;
    }
  }
}

async function check(
  admin: CognitoIdentityProviderClient,
  UserPoolId: string,
  acknowledged: ReadonlyMap<string, Acknowledged>,
): Promise<void> {
  for (const [Username, { nickname, isMember }] of acknowledged) {
    const user = { UserPoolId, Username };
    const { UserAttributes } = await admin.send(new AdminGetUserCommand(user));
    const nicknames = UserAttributes?.filter(({ Name }) => Name === "nickname").map(({ Value }) => Value);
    // A write that was not acknowledged may or may not exist.
    expect(nicknames).toEqual(nickname === undefined ? expect.any(Array) : [nickname]);
    const { Groups } = await admin.send(new AdminListGroupsForUserCommand(user));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(isMember ? ["people"] : expect.any(Array));
  }
}

function checkDatabase(): void {
  const database = new DatabaseSync(join(state, "cloud.sqlite"));
  expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  database.close();
}

test(`killed ${ROUNDS} times while ${CLIENTS} clients write, it keeps every write that it acknowledged`, async () => {
  let cloud = await startKillableCloud(state);
  let admin = cognitoClient(cloud.endpoint);
  const UserPoolId = await createPool({ admin });
  await admin.send(new CreateGroupCommand({ UserPoolId, GroupName: "people" }));
  let total = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const acknowledged = new Map<string, Acknowledged>();
    const killAfter = 1 + Math.floor(Math.random() * MAX_WRITES);
    let writes = 0;
    let killed: Promise<void> | undefined;
    const onWrite = () => {
      writes += 1;
      if (writes >= killAfter) killed ??= cloud.kill();
    };
    await Promise.all(
      Array.from({ length: CLIENTS }, (_, client) =>
        writeOn(cognitoClient(cloud.endpoint), UserPoolId, `r${round}c${client}`, acknowledged, onWrite),
      ),
    );
    await killed;
    total += writes;
    // In the other rounds the new cloud is the first to open the killed one's files.
    if (round % 2 === 0) checkDatabase();
    cloud = await startKillableCloud(state);
    admin = cognitoClient(cloud.endpoint);
    await check(admin, UserPoolId, acknowledged);
  }
  await cloud.kill();
  checkDatabase();
  expect(total).toBeGreaterThanOrEqual(ROUNDS);
});
