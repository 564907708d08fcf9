import { createHmac } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  ConfirmForgotPasswordCommand,
  CreateUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { formerCopy, migrateState, STATE_VERSION } from "../../../local/state/migrate-state.ts";
import { MIGRATIONS } from "../../../local/state/migrations.ts";
import { openDatabase } from "../../../local/state/open-database.ts";
import { expectGolden } from "../../support/checks/golden-file.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { schemaText, writeOldState } from "../../support/worlds/old-state.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "migration-"));
  file = join(folder, "cloud.sqlite");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Works on the file from outside. */
function look<Result>(work: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const versionOf = (database: DatabaseSync) => database.prepare("PRAGMA user_version").get()?.user_version;

const REGION = "eu-central-1";
const PASSWORD = "Correct-horse-7";

describe.each([
  {
    name: "before-client-secrets",
    pool: "eu-central-1_eh5CRTz7R",
    client: "evaems8pgx6d4vqjomgey6tvds",
    secret: "v923b96upq0q6yj7kk5sc5t4w2e2w769yyj289av1paw79enpz30",
    code: "208449",
  },
  {
    name: "before-regions",
    pool: "eu-central-1_GC8RJF4MY",
    client: "3r2dni4m089mvmtmbc9xrdo1y3",
    secret: "at4ydrrdvz5poxz4vagufislrto593jvnllcot1j7o4rh7565w1a",
    code: "959566",
  },
])("a state from $name", ({ name, pool: UserPoolId, client: ClientId, secret, code }) => {
  const SECRET_HASH = createHmac("sha256", secret).update(`ada@example.com${ClientId}`).digest("base64");

  test("is migrated: users sign in, are found and are in their groups, codes are valid, the stack is known", async () => {
    await writeOldState(folder, name);
    const cloud = await startTestCloud({ stateDirectory: folder, region: REGION });
    const cognito = cognitoClient(cloud.endpoint, REGION);
    try {
      const signIn = (PASSWORD: string) =>
        cognito.send(
          new AdminInitiateAuthCommand({
            UserPoolId,
            ClientId,
            AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME: "ada@example.com", PASSWORD, SECRET_HASH },
          }),
        );
      expect((await signIn(PASSWORD)).AuthenticationResult?.AccessToken).toBeDefined();
      const found = async (Filter: string) =>
        (await cognito.send(new ListUsersCommand({ UserPoolId, Filter }))).Users?.length;
      expect([await found('email = "ADA@example.com"'), await found('name ^= "äda ς"')]).toEqual([1, 1]);
      const { Groups } = await cognito.send(
        new AdminListGroupsForUserCommand({ UserPoolId, Username: "ada@example.com" }),
      );
      expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["admins"]);

      expect(cloud.inbox.list("ada@example.com")[0]).toMatchObject({ code });
      const forgotten = { ClientId, Username: "ada@example.com", SecretHash: SECRET_HASH };
      await cognito.send(
        new ConfirmForgotPasswordCommand({
          ...forgotten,
          ConfirmationCode: code,
          Password: "Another-horse-8",
        }),
      );
      expect((await signIn("Another-horse-8")).AuthenticationResult?.AccessToken).toBeDefined();
      // The template finds the pool that it created then.
      const stack = await cloud.provision(
        {
          Resources: {
            Pool: {
              Type: "AWS::Cognito::UserPool",
              Properties: {
                UserPoolName: "people",
                UsernameAttributes: ["email"],
                AutoVerifiedAttributes: ["email"],
                UsernameConfiguration: { CaseSensitive: false },
              },
            },
          },
        },
        { stackName: "demo-local", apiUrl: "http://localhost:3000" },
      );
      expect(stack.evaluate({ Ref: "Pool" }, "test")).toBe(UserPoolId);
    } finally {
      cognito.destroy();
      await cloud.close();
    }
  });

  test("has a copy of the original, readable only by its owner", async () => {
    await writeOldState(folder, name);
    const before = look(schemaText);
    const database = openDatabase(file);
    expect(migrateState(database, file)).toBe(formerCopy(file, 0));
    database.close();
    const copy = new DatabaseSync(formerCopy(file, 0));
    expect(schemaText(copy)).toBe(before);
    copy.close();
    expect(statSync(formerCopy(file, 0)).mode & 0o777).toBe(0o600);
    expect(look(versionOf)).toBe(STATE_VERSION);
  });

  test("issued numbers are not reused", async () => {
    await writeOldState(folder, name);
    const counted = (database: DatabaseSync) =>
      database.prepare("SELECT name, seq FROM sqlite_sequence ORDER BY name").all();
    const before = look(counted);
    expect(before).toContainEqual({ name: "cognito_users", seq: 2 });
    const database = openDatabase(file);
    migrateState(database, file);
    database.close();
    expect(look(counted)).toEqual(before);
  });
});

test("the oldest codes keep their hash, and sign-ins in progress have ended", () => {
  const database = openDatabase(":memory:");
  database.exec(`
    CREATE TABLE cognito_users (key INTEGER PRIMARY KEY, search_terms TEXT) STRICT;
    INSERT INTO cognito_users VALUES (1, '{}');
    CREATE TABLE cognito_codes (
      user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE, purpose TEXT NOT NULL, hash BLOB NOT NULL,
      created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (user_key, purpose)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO cognito_codes VALUES (1, 'sign-up', x'0a0b', 5, 7, 2);
    CREATE TABLE cognito_challenge_sessions (hash BLOB PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE identity_credentials (id TEXT) STRICT;`);
  migrateState(database, ":memory:");
  expect(database.prepare("SELECT * FROM cognito_codes").all()).toEqual([
    { user_key: 1, purpose: "sign-up", hash: new Uint8Array([10, 11]), expires_at: 7 },
  ]);
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  expect(names.map(({ name }) => name)).toEqual(["cognito_users", "cognito_codes"]);
  database.close();
});

test("a new state has the current version, and no copy", async () => {
  const cloud = await startTestCloud({ stateDirectory: folder });
  await cloud.close();
  expect(look(versionOf)).toBe(STATE_VERSION);
  expect(existsSync(formerCopy(file, 0))).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a newer state is refused in one line, and not changed", async () => {
  await (await startTestCloud({ stateDirectory: folder })).close();
  look((database) => database.exec("PRAGMA user_version = 99"));
  const before = readFileSync(file);
  await expect(startTestCloud({ stateDirectory: folder })).rejects.toThrow(
    `${file} was made by a newer version of the local cloud (its state is version 99, this is ${STATE_VERSION}): update this one, start with --fresh, or set LOCAL_STATE to another folder`,
  );
  expect(look(versionOf)).toBe(99);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a failed step does not change the state, and is reported in one line", async () => {
  await writeOldState(folder, "before-regions");
  const before = look(schemaText);
  const database = openDatabase(file);
  const steps = [
    ...MIGRATIONS,
    (given: DatabaseSync) =>
      given.exec("DROP TABLE cognito_groups; CREATE TABLE half (a); SELECT half.missing FROM half"),
  ];
  expect(() => migrateState(database, file, steps)).toThrow(
    /^.*cloud\.sqlite can't be brought from version 0 of the state to 2 and is left as it was \(no such column: half\.missing\): start with --fresh, or set LOCAL_STATE to another folder$/,
  );
  expect(database.prepare("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
  database.close();
  expect(look(schemaText)).toBe(before);
});

test("rows with dangling references are deleted", async () => {
  await writeOldState(folder, "before-regions");
  const database = openDatabase(file);
  expect(() =>
    migrateState(database, file, [...MIGRATIONS, (given) => given.exec("DELETE FROM cognito_pools")]),
  ).toThrow(/a row of \w+ refers to one that is not there/);
  database.close();
  expect(look((state) => state.prepare("SELECT count(*) AS pools FROM cognito_pools").get())).toEqual({
    pools: 1,
  });
});

test("only missing steps run", () => {
  const done: string[] = [];
  const step = (name: string) => () => void done.push(name);
  const database = openDatabase(":memory:");
  database.exec("CREATE TABLE things (name TEXT); PRAGMA user_version = 1");
  migrateState(database, ":memory:", [step("1"), step("2"), step("3")]);
  migrateState(database, ":memory:", [step("1"), step("2"), step("3")]);
  expect(done).toEqual(["2", "3"]);
  database.close();
});

/**
 * A changed table needs a step, and the previous version's text stays in `tests/support/worlds/states`. A new table needs no step:
 * `UPDATE_GOLDEN=1` rewrites the text of this version.
 */
describe("the tables of this version", () => {
  test("match the recorded ones", async () => {
    const cloud = await startTestCloud({ stateDirectory: folder });
    await cloud.provision({ Resources: {} }, { stackName: "demo-local", apiUrl: "http://localhost:3000" });
    // Its tables are created with the first request.
    await fetch(`${cloud.endpoint}/_local/providers/google/.well-known/openid-configuration`);
    await cloud.close();
    const golden = new URL(`../../support/worlds/states/version-${STATE_VERSION}.sql`, import.meta.url);
    expectGolden(look(schemaText), golden);
  });

  test.each(Array.from({ length: STATE_VERSION }, (_, index) => index + 1))(
    "are the result of migrating version %d",
    async (version) => {
      await writeOldState(folder, `version-${version}`);
      const cloud = await startTestCloud({ stateDirectory: folder });
      const cognito = cognitoClient(cloud.endpoint);
      const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "works" }));
      expect(UserPool?.Id).toMatch(/^us-east-1_/);
      cognito.destroy();
      await cloud.close();
    },
  );
});
