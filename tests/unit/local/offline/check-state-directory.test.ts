import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { checkStateDirectory, emptyStateDirectory } from "../../../../local/offline/check-state-directory.ts";
import { openDatabase } from "../../../../local/state/open-database.ts";

const [keep, fresh] = [{ isFresh: false }, { isFresh: true }];
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "state of somebody-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test("a missing folder is created", () => {
  checkStateDirectory(join(directory, "a", "b"), keep);
  expect(existsSync(join(directory, "a", "b"))).toBe(true);
});

test("the files of an earlier start are accepted, also if it was interrupted", () => {
  for (const name of ["build", "s3", "tls"]) mkdirSync(join(directory, name));
  writeFileSync(join(directory, ".gitignore"), "*");
  expect(() => checkStateDirectory(directory, keep)).not.toThrow();
  openDatabase(join(directory, "cloud.sqlite")).close();
  expect(() => checkStateDirectory(directory, keep)).not.toThrow();
});

test("a file instead of a folder is refused", () => {
  const file = join(directory, "file");
  writeFileSync(file, "");
  expect(() => checkStateDirectory(file, keep)).toThrow(/^LOCAL_STATE is not a usable folder: /);
});

test("a folder with other files is refused, so that --fresh removes only the stack's own", () => {
  mkdirSync(join(directory, "s3"));
  writeFileSync(join(directory, "cloud.ts"), "");
  expect(() => checkStateDirectory(directory, fresh)).toThrow(
    `${directory} holds other files (cloud.ts): set LOCAL_STATE to a folder of its own`,
  );
});

test("a folder that another stack uses is refused, also with --fresh", () => {
  const database = openDatabase(join(directory, "cloud.sqlite"));
  for (const how of [keep, fresh]) {
    expect(() => checkStateDirectory(directory, how)).toThrow(
      `${directory} is in use by another stack or program: stop it, or set LOCAL_STATE`,
    );
  }
  database.close();
});

test("a damaged database is reported and left unchanged, unless --fresh starts anew", () => {
  const file = join(directory, "cloud.sqlite");
  writeFileSync(file, "no database at all");
  expect(() => checkStateDirectory(directory, keep)).toThrow(
    `${file} can't be read (file is not a database): put it back, or start with --fresh to begin without it`,
  );
  expect(readFileSync(file, "utf8")).toBe("no database at all");
  expect(() => checkStateDirectory(directory, fresh)).not.toThrow();
});

test("emptying removes only the stack's own files; a certificate that may be trusted stays", () => {
  openDatabase(join(directory, "cloud.sqlite")).close();
  for (const name of ["dynamodb", "tls"]) mkdirSync(join(directory, name));
  writeFileSync(join(directory, "notes.txt"), "mine");
  emptyStateDirectory(directory);
  expect(existsSync(join(directory, "cloud.sqlite"))).toBe(false);
  expect(existsSync(join(directory, "dynamodb"))).toBe(false);
  expect(existsSync(join(directory, "notes.txt"))).toBe(true);
  expect(existsSync(join(directory, "tls"))).toBe(true);
});

test("a state of a newer version is refused, unless --fresh starts anew", () => {
  const file = join(directory, "cloud.sqlite");
  const database = openDatabase(file);
  database.exec("CREATE TABLE things (name TEXT); PRAGMA user_version = 99");
  database.close();
  expect(() => checkStateDirectory(directory, keep)).toThrow(
    `${file} was made by a newer version of the local cloud`,
  );
  expect(() => checkStateDirectory(directory, fresh)).not.toThrow();
});

test("a database that another program has locked is refused with the same message", () => {
  const file = join(directory, "cloud.sqlite");
  openDatabase(file).close();
  const other = new DatabaseSync(file);
  other.exec("BEGIN EXCLUSIVE");
  expect(() => checkStateDirectory(directory, keep)).toThrow(
    `${directory} is in use by another stack or program: stop it, or set LOCAL_STATE`,
  );
  other.close();
});

test("a read-only folder is refused in one line, and no probe file is left in a writable one", () => {
  // Root may write anywhere, but a folder in place of the probe file stops it, too.
  const probe = join(directory, `.probe-${process.pid}`);
  mkdirSync(probe);
  expect(() => checkStateDirectory(directory, keep)).toThrow(
    `${directory} can't be written: ${probe}: a folder is in the place of a file (EISDIR)`,
  );
  checkStateDirectory(directory, keep);
  expect(readdirSync(directory)).toEqual([]);
});
