import { expect, test } from "@jest/globals";
import { openDatabase } from "../../../../local/state/open-database.ts";
import { transaction } from "../../../../local/state/transaction.ts";

function openWithTable() {
  const database = openDatabase(":memory:");
  database.exec("CREATE TABLE things (name TEXT)");
  return {
    database,
    insert: database.prepare("INSERT INTO things VALUES (?)"),
    all: database.prepare("SELECT * FROM things"),
  };
}

test("failed work leaves nothing behind", () => {
  const { database, insert, all } = openWithTable();
  expect(() =>
    transaction(database, () => {
      insert.run("half");
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(all.all()).toEqual([]);
});

test("an inner transaction belongs to the outer one", () => {
  const { database, insert, all } = openWithTable();
  expect(() =>
    transaction(database, () => {
      transaction(database, () => insert.run("inner"));
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(transaction(database, () => insert.run("kept").changes)).toBe(1);
  expect(all.all()).toHaveLength(1);
});

test("the cause of a failure is reported, also if SQLite has already rolled back", () => {
  const { database, insert, all } = openWithTable();
  expect(() =>
    transaction(database, () => {
      insert.run("half");
      database.exec("ROLLBACK");
      throw new Error("the disk is full");
    }),
  ).toThrow("the disk is full");
  expect(all.all()).toEqual([]);
});

test("a full disk leaves nothing behind, is reported as such, and later work succeeds", () => {
  const { database, all } = openWithTable();
  const fill = database.prepare("INSERT INTO things VALUES (hex(zeroblob(100000)))");
  database.exec("PRAGMA max_page_count = 4");
  expect(() =>
    transaction(database, () => {
      database.exec("INSERT INTO things VALUES ('half')");
      fill.run();
    }),
  ).toThrow("database or disk is full");
  expect([database.isTransaction, all.all()]).toEqual([false, []]);
  expect(transaction(database, () => database.exec("INSERT INTO things VALUES ('kept')"))).toBeUndefined();
  expect(all.all()).toEqual([{ name: "kept" }]);
});
