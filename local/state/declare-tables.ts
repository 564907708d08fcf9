import { DatabaseSync } from "node:sqlite";

/** The state folder was made by another version of the local cloud: its tables are not today's. */
export class StateOutdated extends Error {
  override readonly name = "StateOutdated";
}

/**
 * Creates the tables and indexes that are missing. One that is there must be the one declared: what an older version of the
 * local cloud kept can't be read as if it were today's.
 *
 * @param declaration `CREATE TABLE IF NOT EXISTS …` and `CREATE INDEX IF NOT EXISTS …`
 * @throws StateOutdated naming the table
 */
export function declareTables(database: DatabaseSync, declaration: string): void {
  const there = definitionsIn(database);
  if (there.size > 0) {
    checkSame(there, definitionsOf(declaration));
  }
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

/** SQLite keeps each definition as it was written; how it is laid out does not matter. */
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
      throw new StateOutdated(
        `${name} was made by another version of the local cloud: start with --fresh, or set LOCAL_STATE to another folder`,
      );
    }
  }
}
