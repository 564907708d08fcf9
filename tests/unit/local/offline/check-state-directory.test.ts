import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("a folder that is not there is made", () => {
  checkStateDirectory(join(directory, "a", "b"), keep);
  expect(existsSync(join(directory, "a", "b"))).toBe(true);
});

test("what a start leaves behind is taken, also after it was cut short", () => {
  for (const name of ["build", "s3", "tls"]) mkdirSync(join(directory, name));
  writeFileSync(join(directory, ".gitignore"), "*");
  expect(() => checkStateDirectory(directory, keep)).not.toThrow();
  openDatabase(join(directory, "cloud.sqlite")).close();
  expect(() => checkStateDirectory(directory, keep)).not.toThrow();
});

test("a file in its place is refused", () => {
  const file = join(directory, "file");
  writeFileSync(file, "");
  expect(() => checkStateDirectory(file, keep)).toThrow(/^LOCAL_STATE is no folder that can be used: /);
});

test("a folder with somebody else's files is refused, so that --fresh removes nobody's", () => {
  mkdirSync(join(directory, "s3"));
  writeFileSync(join(directory, "cloud.ts"), "");
  expect(() => checkStateDirectory(directory, fresh)).toThrow(
    `${directory} holds other files (cloud.ts): set LOCAL_STATE to a folder of its own`,
  );
});

test("a folder that another stack works on is refused, with --fresh too", () => {
  const database = openDatabase(join(directory, "cloud.sqlite"));
  for (const how of [keep, fresh])
    expect(() => checkStateDirectory(directory, how)).toThrow(
      `${directory} is in use by another stack: stop it, or set LOCAL_STATE`,
    );
  database.close();
});

test("a damaged database is named and left as it is, unless all begins anew", () => {
  const file = join(directory, "cloud.sqlite");
  writeFileSync(file, "no database at all");
  expect(() => checkStateDirectory(directory, keep)).toThrow(
    `${file} can't be read (file is not a database): put it back, or start with --fresh to begin without it`,
  );
  expect(readFileSync(file, "utf8")).toBe("no database at all");
  expect(() => checkStateDirectory(directory, fresh)).not.toThrow();
});

test("emptying removes what is ours and nothing else; a certificate that may be trusted stays", () => {
  openDatabase(join(directory, "cloud.sqlite")).close();
  for (const name of ["dynamodb", "tls"]) mkdirSync(join(directory, name));
  writeFileSync(join(directory, "notes.txt"), "mine");
  emptyStateDirectory(directory);
  expect(existsSync(join(directory, "cloud.sqlite"))).toBe(false);
  expect(existsSync(join(directory, "dynamodb"))).toBe(false);
  expect(existsSync(join(directory, "notes.txt"))).toBe(true);
  expect(existsSync(join(directory, "tls"))).toBe(true);
});
