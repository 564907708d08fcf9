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

test("what threw leaves nothing behind", () => {
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
