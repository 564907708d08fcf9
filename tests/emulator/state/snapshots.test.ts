import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { STATE_VERSION } from "../../../local/state/migrate-state.ts";
import { openDatabase } from "../../../local/state/open-database.ts";
import { findRunningCloud } from "../../../local/state/running-cloud.ts";
import {
  deleteSnapshot,
  listSnapshots,
  loadStoppedState,
  saveStoppedState,
  snapshotFolder,
} from "../../../local/state/snapshots/snapshots.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { writeOldState } from "../../support/worlds/old-state.ts";
import { withOpenState } from "../../support/worlds/open-state.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "snapshots-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Runs the work while a stack has the state open. */
const during = <Result>(work: Parameters<typeof withOpenState<Result>>[1]) => withOpenState(directory, work);

const fileOf = (name: string) => join(snapshotFolder(directory), `${name}.snapshot`);

const replace = { replace: true };
const keep = { replace: false };

const ask = async ({ endpoint }: TestCloud, method: string, body?: unknown, query = "") => {
  const answer = await fetch(`${endpoint}/_local/state${query}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
};

const first = { users: ["one"], object: "one", item: "one" };
const second = { users: ["one", "two"], object: "two", item: "two" };

describe("a state without a running stack", () => {
  test("is saved and restored completely", async () => {
    await during(({ write }) => write("one"));
    expect(await saveStoppedState(directory, "first", keep)).toMatchObject({
      name: "first",
      users: 1,
      objects: 1,
      stateVersion: STATE_VERSION,
    });
    await during(({ write }) => write("two"));
    await saveStoppedState(directory, "second", keep);
    await loadStoppedState(directory, "first");
    expect(await during(({ read }) => read())).toEqual(first);
    await loadStoppedState(directory, "second");
    expect(await during(({ read }) => read())).toEqual(second);
    // No other files remain.
    expect(readdirSync(directory).sort()).toEqual(["cloud.sqlite", "dynamodb", "s3", "snapshots"]);
  });

  test("is readable only by its owner", async () => {
    await during(({ write }) => write("one"));
    await saveStoppedState(directory, "mine", keep);
    expect([statSync(fileOf("mine")).mode & 0o777, statSync(snapshotFolder(directory)).mode & 0o777]).toEqual(
      [0o600, 0o700],
    );
    await loadStoppedState(directory, "mine");
    expect(statSync(join(directory, "cloud.sqlite")).mode & 0o777).toBe(0o600);
  });

  test("keeps the existing snapshot of that name, unless it may be replaced", async () => {
    await during(({ write }) => write("one"));
    await saveStoppedState(directory, "name", keep);
    await during(({ write }) => write("two"));
    await expect(saveStoppedState(directory, "name", keep)).rejects.toThrow(
      "there is a snapshot name already: delete it first, or replace it",
    );
    expect(listSnapshots(directory)).toEqual([expect.objectContaining({ name: "name", users: 1 })]);
    await saveStoppedState(directory, "name", replace);
    expect(listSnapshots(directory)).toEqual([expect.objectContaining({ name: "name", users: 2 })]);
    deleteSnapshot(directory, "name");
    expect(listSnapshots(directory)).toEqual([]);
    expect(() => deleteSnapshot(directory, "name")).toThrow("there is no snapshot name");
  });

  test("that does not exist is not saved, and one that is in use is neither saved nor replaced", async () => {
    await expect(saveStoppedState(directory, "none", keep)).rejects.toThrow(
      `there is no state in ${directory}: npm start makes one`,
    );
    await during(({ write }) => write("one"));
    await saveStoppedState(directory, "first", keep);
    const database = openDatabase(join(directory, "cloud.sqlite"));
    await expect(saveStoppedState(directory, "other", keep)).rejects.toMatchObject({ errcode: 5 });
    await expect(loadStoppedState(directory, "first")).rejects.toMatchObject({ errcode: 5 });
    database.close();
    expect(readdirSync(directory).filter((name) => name.startsWith(".state"))).toEqual([]);
  });

  test("that is damaged or missing is replaced by the loaded one", async () => {
    await during(({ write }) => write("one"));
    await saveStoppedState(directory, "first", keep);
    writeFileSync(join(directory, "cloud.sqlite"), "no database at all".repeat(1000));
    await loadStoppedState(directory, "first");
    expect(await during(({ read }) => read())).toEqual(first);
    for (const name of ["cloud.sqlite", "s3", "dynamodb"]) rmSync(join(directory, name), { recursive: true });
    await loadStoppedState(directory, "first");
    expect(await during(({ read }) => read())).toEqual(first);
  });

  test("of an older version is saved unchanged, and migrated after it is loaded", async () => {
    await writeOldState(directory, "before-regions");
    expect(await saveStoppedState(directory, "old", keep)).toMatchObject({ stateVersion: 0, users: 1 });
    await loadStoppedState(directory, "old");
    expect(readdirSync(directory).sort()).toEqual(["cloud.sqlite", "snapshots"]);
    const cloud = await startTestCloud({ stateDirectory: directory, region: "eu-central-1" });
    const cognito = cognitoClient(cloud.endpoint, "eu-central-1");
    const { UserPools } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 2 }));
    expect(UserPools?.map(({ Id }) => Id)).toEqual(["eu-central-1_GC8RJF4MY"]);
    cognito.destroy();
    await cloud.close();
  });

  test("saves large, empty and only regular files", async () => {
    await during(async ({ write }) => write("x".repeat(100)));
    const large = Buffer.alloc(3 * 1024 * 1024 + 17, "abc");
    writeFileSync(join(directory, "s3", "objects", "large"), large);
    writeFileSync(join(directory, "s3", "objects", "empty"), "");
    symlinkSync("/etc/passwd", join(directory, "s3", "objects", "link"));
    await saveStoppedState(directory, "files", keep);
    await loadStoppedState(directory, "files");
    expect(readFileSync(join(directory, "s3", "objects", "large")).equals(large)).toBe(true);
    expect(readFileSync(join(directory, "s3", "objects", "empty"))).toHaveLength(0);
    expect(existsSync(join(directory, "s3", "objects", "link"))).toBe(false);
  });
});

describe("a snapshot is refused before anything is overwritten", () => {
  const template = mkdtempSync(join(tmpdir(), "snapshots-"));
  let before: Buffer;

  beforeAll(async () => {
    directory = template;
    await during(({ write }) => write("one"));
    await saveStoppedState(directory, "good", keep);
  });

  afterAll(() => {
    rmSync(template, { recursive: true });
  });

  beforeEach(() => {
    cpSync(template, directory, { recursive: true });
    before = readFileSync(join(directory, "cloud.sqlite"));
  });

  const isUntouched = () =>
    readFileSync(join(directory, "cloud.sqlite")).equals(before) &&
    readdirSync(directory).sort().join() === "cloud.sqlite,dynamodb,s3,snapshots";

  /** Changes a snapshot by hand. */
  function change(sql: string): void {
    const database = new DatabaseSync(fileOf("good"));
    database.exec(sql);
    database.close();
  }

  test.each([
    ["is text", () => writeFileSync(fileOf("good"), "notes ".repeat(1000))],
    ["is empty", () => writeFileSync(fileOf("good"), "")],
    ["is cut off", () => truncateSync(fileOf("good"), Math.floor(statSync(fileOf("good")).size / 2))],
    ["is another database", () => change("PRAGMA application_id = 7")],
    ["is a state, not a snapshot", () => writeFileSync(fileOf("good"), before)],
    ["lacks a piece", () => change("DELETE FROM pieces WHERE path = 'cloud.sqlite'")],
    ["lacks the database", () => change("DELETE FROM files WHERE path = 'cloud.sqlite'")],
    ["has another digest", () => change("UPDATE files SET sha256 = x'00' WHERE path LIKE 's3/%'")],
    ["has a piece that is not compressed", () => change("UPDATE pieces SET content = x'00'")],
    ["lacks its facts and its files", () => change("DROP TABLE facts; DROP TABLE files")],
  ])("that %s", async (_, spoil) => {
    spoil();
    await expect(loadStoppedState(directory, "good")).rejects.toThrow(
      /good\.snapshot is not a snapshot, or is damaged \(/,
    );
    expect(isUntouched()).toBe(true);
  });

  test.each([
    "../../outside",
    "s3/../../outside",
    "/tmp/outside",
    "s3/a/./b",
    "s3//b",
    "s3",
    "tls/authority.key",
    "s3/a\\..\\b",
  ])("with a file %s", async (path) => {
    change(`UPDATE files SET path = '${path}' WHERE path LIKE 's3/%'`);
    await expect(loadStoppedState(directory, "good")).rejects.toThrow(
      "it contains a file that does not belong to a state",
    );
    expect(isUntouched()).toBe(true);
  });

  test("with a state or a format of a newer version", async () => {
    change("PRAGMA user_version = 9");
    await expect(loadStoppedState(directory, "good")).rejects.toThrow(
      /good\.snapshot was made by a newer version of the local cloud$/,
    );
    const database = openDatabase(join(directory, "cloud.sqlite"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    await saveStoppedState(directory, "newer", keep);
    before = readFileSync(join(directory, "cloud.sqlite"));
    await expect(loadStoppedState(directory, "newer")).rejects.toThrow("was made by a newer version");
    expect(isUntouched()).toBe(true);
  });

  test.each([
    "",
    ".",
    "..",
    "../good",
    "a/b",
    "a\\b",
    ".hidden",
    "-x",
    "Good",
    "ä",
    "a b",
    "a".repeat(65),
    "a\0b",
  ])("with the name %j", async (name) => {
    const refusal = /^a snapshot's name has lower-case letters/;
    await expect(loadStoppedState(directory, name)).rejects.toThrow(refusal);
    await expect(saveStoppedState(directory, name, replace)).rejects.toThrow(refusal);
    expect(() => deleteSnapshot(directory, name)).toThrow(refusal);
  });

  test("and is reported in the list", () => {
    writeFileSync(fileOf("bad"), "notes");
    expect(listSnapshots(directory)).toEqual([
      { name: "bad", trouble: expect.stringContaining("bad.snapshot is not a snapshot, or is damaged") },
      expect.objectContaining({ name: "good" }),
    ]);
  });
});

describe("a running stack", () => {
  test("is saved during requests: rows, files and items are consistent, and nothing is lost", async () => {
    await during(async ({ cloud, write, read }) => {
      await write("one");
      expect(findRunningCloud(directory)).toBe(cloud.endpoint);
      let isSaved = false;
      const working = (async () => {
        let count = 0;
        while (!isSaved || count === 0) {
          count += 1;
          await write(`w${count}`);
        }
        return count;
      })();
      const answers = await Promise.all([
        ask(cloud, "POST", { save: "early" }),
        ask(cloud, "POST", { save: "late" }),
      ]);
      isSaved = true;
      const count = await working;
      expect(answers.map(({ status, body }) => [status, body.name])).toEqual([
        [201, "early"],
        [201, "late"],
      ]);
      expect((await read()).users).toHaveLength(count + 1);
      expect((await ask(cloud, "POST", { save: "early" })).body).toEqual({
        message: "there is a snapshot early already: delete it first, or replace it",
      });
      expect((await ask(cloud, "GET")).body).toMatchObject({
        directory,
        snapshots: [{ name: "early" }, { name: "late" }],
      });
    });
    expect(findRunningCloud(directory)).toBeNull();
    await loadStoppedState(directory, "early");
    const { users, object, item } = await during(({ read }) => read());
    // A write goes to the three stores in order: each is at most one write behind the previous one.
    const at = (text: string | undefined) => (text === "one" ? 0 : Number(text?.slice(1)));
    const made = users.length - 1;
    expect(made - at(object)).toBeGreaterThanOrEqual(0);
    expect(made - at(object)).toBeLessThanOrEqual(1);
    expect(at(object) - at(item)).toBeGreaterThanOrEqual(0);
    expect(at(object) - at(item)).toBeLessThanOrEqual(1);
  });

  test("refuses to load, and deletes", async () => {
    await during(async ({ cloud, write }) => {
      await write("one");
      await ask(cloud, "POST", { save: "first" });
      expect(await ask(cloud, "POST", { load: "first" })).toEqual({
        status: 409,
        body: { message: "This cloud can't load a state while it runs." },
      });
      expect((await ask(cloud, "DELETE", undefined, "?name=first")).status).toBe(204);
      expect((await ask(cloud, "DELETE", undefined, "?name=first")).status).toBe(400);
      expect((await ask(cloud, "DELETE", undefined, "?name=../cloud")).status).toBe(400);
    });
  });

  test("refuses an invalid body, and a page of another origin", async () => {
    await during(async ({ cloud }) => {
      for (const body of [
        "",
        "save",
        [],
        {},
        { save: 7 },
        { save: "a", load: "b" },
        { load: "a", replace: true },
        { save: "a", replace: "yes" },
        { save: "a", to: "/tmp" },
        { save: "../a" },
      ]) {
        expect(await ask(cloud, "POST", body)).toMatchObject({ status: 400 });
      }
      const foreign = await fetch(`${cloud.endpoint}/_local/state`, {
        method: "POST",
        headers: { origin: "https://evil.example" },
        body: '{"save":"a"}',
      });
      expect(foreign.status).toBe(403);
      expect(listSnapshots(directory)).toEqual([]);
      expect((await ask(cloud, "PUT", "{}")).status).toBe(404);
    });
  });

  test("cannot save a state in memory", async () => {
    const cloud = await startTestCloud();
    expect(await ask(cloud, "POST", { save: "a" })).toEqual({
      status: 409,
      body: { message: "This cloud keeps its state in memory: there is no state folder." },
    });
    await cloud.close();
  });
});
