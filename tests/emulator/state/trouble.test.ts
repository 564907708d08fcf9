import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { openDatabase } from "../../../local/state/open-database.ts";
import { stateTrouble } from "../../../local/state/state-refused.ts";
import { ADMINISTRATOR, dynamoDbAs } from "../../support/clients/session-clients.ts";
import { createPool } from "../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../support/worlds/cognito-server.ts";
import { startTestBucket } from "../../support/worlds/test-bucket.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trouble-"));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** The one-line message for an error of the state, or the error itself if there is none. */
function troubleOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return stateTrouble(error) ?? `no trouble of the state: ${String(error)}`;
  }
  return "nothing";
}

describe("an unusable state is reported in one line", () => {
  const databaseIn = () => join(folder, "cloud.sqlite");

  test("a full disk", () => {
    const database = openDatabase(databaseIn());
    database.exec("CREATE TABLE things (content BLOB); PRAGMA max_page_count = 3");
    const fill = () => database.prepare("INSERT INTO things VALUES (zeroblob(1000000))").run();
    expect(troubleOf(fill)).toBe("the disk is full (SQLite: database or disk is full)");
    database.close();
  });

  test("a database that another process has open", () => {
    openDatabase(databaseIn()).close();
    const other = new DatabaseSync(databaseIn());
    other.exec("BEGIN EXCLUSIVE");
    expect(troubleOf(() => openDatabase(databaseIn()))).toBe(
      "another process has the database open (SQLite: database is locked)",
    );
    other.close();
  });

  test("a database that can only be read", () => {
    openDatabase(databaseIn()).close();
    const database = new DatabaseSync(databaseIn(), { readOnly: true });
    expect(troubleOf(() => database.exec("CREATE TABLE things (name TEXT)"))).toBe(
      "the database can't be written: file or folder is read-only (SQLite: attempt to write a readonly database)",
    );
    database.close();
  });

  test("a file that is not a database", () => {
    writeFileSync(databaseIn(), "notes ".repeat(1000));
    expect(troubleOf(() => openDatabase(databaseIn()))).toBe(
      "the file is not a database (SQLite: file is not a database)",
    );
  });

  test("a folder in place of the database, and a file in place of a folder", () => {
    mkdirSync(databaseIn());
    expect(troubleOf(() => openDatabase(databaseIn()))).toBe(
      `${databaseIn()}: a folder is in the place of a file (EISDIR)`,
    );
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(troubleOf(() => openDatabase(join(file, "cloud.sqlite")))).toMatch(
      /^.*file: a file is in the place of a folder \((EEXIST|ENOTDIR)\)$/,
    );
  });

  test("tables that LevelDB can't write, also as the cause of an error", () => {
    const text = "IO error: /state/dynamodb/000005.log: No space left on device";
    const message = `the tables can't be read or written (LevelDB: ${text})`;
    expect(stateTrouble(new Error(text))).toBe(message);
    expect(stateTrouble(new Error("Database failed to open", { cause: new Error(text) }))).toBe(message);
    const locked = Object.assign(new Error("IO error: lock"), { code: "LEVEL_LOCKED" });
    expect(stateTrouble(new Error("Database failed to open", { cause: locked }))).toBe(
      "another process has the tables open (LevelDB)",
    );
  });

  test("a write to an open file, whose error has no path", () => {
    const failure = (code: string) => Object.assign(new Error(`${code}: write`), { code, syscall: "write" });
    expect(stateTrouble(failure("ENOSPC"))).toBe("the disk is full (ENOSPC)");
    // For example of a port.
    expect(stateTrouble(failure("EACCES"))).toBeNull();
  });

  test.each([
    new Error("a mistake"),
    new TypeError("x is not a function"),
    "text",
    null,
    undefined,
    { errcode: 1 },
  ])("but not %p", (error) => {
    expect(stateTrouble(error)).toBeNull();
  });
});

describe("while the cloud runs, the client gets a 500, and later requests work", () => {
  test("Cognito, on a full disk", async () => {
    await using server = await startCognitoServer();
    const UserPoolId = await createPool(server, { UsernameAttributes: undefined });
    const pages = Number(server.database.prepare("PRAGMA page_count").get()?.page_count);
    server.database.exec(`PRAGMA max_page_count = ${pages}`);
    const create = (Username: string) =>
      server.admin.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          UserAttributes: [{ Name: "name", Value: "x".repeat(2000) }],
          MessageAction: "SUPPRESS",
        }),
      );
    const outcomes = [];
    for (let number = 0; outcomes.at(-1) === undefined && number < 100; number += 1) {
      outcomes.push(
        await create(`user-${number}`).then(
          () => undefined,
          (error) => error,
        ),
      );
    }
    expect(outcomes.at(-1)).toMatchObject({
      name: "InternalErrorException",
      $metadata: { httpStatusCode: 500 },
    });
    expect(server.faults.splice(0).map(stateTrouble)).toEqual([
      "the disk is full (SQLite: database or disk is full)",
    ]);
    server.database.exec(`PRAGMA max_page_count = ${pages + 1000}`);
    // The failed request is rolled back: the name is free.
    expect((await create(`user-${outcomes.length - 1}`)).User?.Enabled).toBe(true);
  });

  test("S3, with a file in place of its folder", async () => {
    const faults: unknown[] = [];
    const bucket = await startTestBucket([], {
      stateDirectory: folder,
      onFault: (error) => faults.push(error),
    });
    const put = () => bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key: "a", Body: "x" }));
    await put();
    rmSync(join(folder, "s3", "arrivals"), { recursive: true });
    writeFileSync(join(folder, "s3", "arrivals"), "");
    await expect(put()).rejects.toMatchObject({ name: "InternalError", $metadata: { httpStatusCode: 500 } });
    // The SDK tries three times.
    expect(faults.map(stateTrouble)).toEqual(
      Array(3).fill(expect.stringMatching(/a file is in the place of a folder \(ENOTDIR\)$/)),
    );
    rmSync(join(folder, "s3", "arrivals"));
    mkdirSync(join(folder, "s3", "arrivals"));
    expect((await put()).$metadata.httpStatusCode).toBe(200);
  });

  test("DynamoDB, whose store can't be opened at first", async () => {
    const faults: unknown[] = [];
    const cloud = await startTestCloud({
      stateDirectory: folder,
      onFault: (error) => faults.push(error),
    });
    writeFileSync(join(folder, "dynamodb"), "");
    const dynamodb = dynamoDbAs(cloud.endpoint, ADMINISTRATOR);
    const list = () => dynamodb.send(new ListTablesCommand({}));
    await expect(list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(stateTrouble(fault)).toBe(
        `${join(folder, "dynamodb")}: a file is in the place of a folder (EEXIST)`,
      );
    }
    rmSync(join(folder, "dynamodb"));
    expect((await list()).TableNames).toEqual([]);
    await cloud.close();
  });

  test("DynamoDB, whose store can't write", async () => {
    const faults: unknown[] = [];
    const cloud = await startTestCloud({ onFault: (error) => faults.push(error) });
    const Properties = {
      TableName: "things",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
    };
    await cloud.provision(
      { Resources: { Table: { Type: "AWS::DynamoDB::Table", Properties } } },
      { stackName: "test", apiUrl: "http://localhost:3000" },
    );
    const dynamodb = dynamoDbAs(cloud.endpoint, ADMINISTRATOR);
    const Key = { PK: { S: "one" } };
    const put = () => dynamodb.send(new PutItemCommand({ TableName: "things", Item: Key }));
    await put();
    const failure = new Error("IO error: 000003.log: No space left on device");
    const { MemoryLevel } = requireOfDynalite("memory-level") as { MemoryLevel: { prototype: Store } };
    const failing = jest.spyOn(MemoryLevel.prototype, "_put").mockRejectedValue(failure);
    await expect(put()).rejects.toMatchObject({
      name: "InternalServerError",
      $metadata: { httpStatusCode: 500 },
    });
    expect(faults).toEqual([failure]);
    failing.mockRestore();
    await put();
    expect((await dynamodb.send(new GetItemCommand({ TableName: "things", Key }))).Item).toEqual(Key);
    await cloud.close();
  });
});

/** The write methods of any LevelDB. */
interface Store {
  _put(key: unknown, value: unknown): Promise<void>;
}

const here = createRequire(import.meta.url);
const requireOfDynalite = createRequire(here.resolve("dynalite"));
