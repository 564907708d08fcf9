import { DatabaseSync } from "node:sqlite";
import { StateRefused } from "./state-refused.ts";

/**
 * Creates the missing tables and indexes. Existing ones must match the declaration: a changed declaration needs a step in
 * `migrations.ts`, which migrates the tables of older states.
 *
 * @param declaration `CREATE TABLE IF NOT EXISTS …` and `CREATE INDEX IF NOT EXISTS …`
 * @throws StateRefused naming the table
 */
export function declareTables(database: DatabaseSync, declaration: string): void {
  const there = definitionsIn(database);
  if (there.size > 0) checkSame(there, definitionsOf(declaration));
  database.exec(declaration);
}

type Definitions = ReadonlyMap<string, string>;

function definitionsOf(declaration: string): Definitions {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(declaration);
    return definitionsIn(database);
  } finally {
    database.close();
  }
}

/** SQLite stores each definition as it was written; white space does not matter. */
function definitionsIn(database: DatabaseSync): Definitions {
  const rows = database.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").all();
  return new Map(
    rows.map(({ name, sql }) => [
      String(name),
      String(sql)
        .replace(/\s+/g, " ")
        .replace(/ ?([(),]) ?/g, "$1"),
    ]),
  );
}

function checkSame(there: Definitions, declared: Definitions): void {
  for (const [name, sql] of declared) {
    if (there.has(name) && there.get(name) !== sql) {
      throw new StateRefused(
        `${name} was made by another version of the local cloud: start with --fresh, or set LOCAL_STATE to another folder`,
      );
    }
  }
}
