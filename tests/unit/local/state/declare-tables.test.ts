import { describe, expect, test } from "@jest/globals";
import { declareTables } from "../../../../local/state/declare-tables.ts";
import { openDatabase } from "../../../../local/state/open-database.ts";

const people = "CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY) STRICT;";
const byName = "CREATE INDEX IF NOT EXISTS people_by_name ON people (name);";

describe("tables of a state folder", () => {
  test("are created once, and kept with their content", () => {
    const database = openDatabase(":memory:");
    declareTables(database, people);
    database.exec("INSERT INTO people VALUES ('Ada')");
    declareTables(database, people.replace("(name", "(\n  name"));
    expect(database.prepare("SELECT name FROM people").all()).toEqual([{ name: "Ada" }]);
  });

  test("may be joined by others", () => {
    const database = openDatabase(":memory:");
    declareTables(database, people);
    declareTables(database, people + byName);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'").all()).toContainEqual({
      name: "people_by_name",
    });
  });

  test("of another version are refused, and not changed", () => {
    const database = openDatabase(":memory:");
    declareTables(database, people);
    database.exec("INSERT INTO people VALUES ('Ada')");
    expect(() =>
      declareTables(database, people.replace("PRIMARY KEY", "PRIMARY KEY, born INTEGER NOT NULL")),
    ).toThrow(
      "people was made by another version of the local cloud: start with --fresh, or set LOCAL_STATE to another folder",
    );
    expect(database.prepare("SELECT name FROM people").all()).toEqual([{ name: "Ada" }]);
  });
});
