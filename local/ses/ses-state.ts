import type { DatabaseSync } from "node:sqlite";
import { declareTables } from "../state/declare-tables.ts";

/** Identities and configuration sets, of which only the names are stored. */
export interface SesState {
  readonly identities: NameRepository;
  readonly configurationSets: NameRepository;
}

interface NameRepository {
  has(name: string): boolean;
  /** @returns false if it existed */
  add(name: string): boolean;
  /** @returns false if it did not exist */
  remove(name: string): boolean;
  /** In order of names, after the given one. */
  list(limit: number, after: string): readonly string[];
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS ses_identities (
    name TEXT PRIMARY KEY COLLATE NOCASE
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ses_configuration_sets (
    name TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
`;

export function createSesState(database: DatabaseSync): SesState {
  declareTables(database, TABLES);
  return {
    identities: nameRepository(database, "ses_identities"),
    configurationSets: nameRepository(database, "ses_configuration_sets"),
  };
}

function nameRepository(
  database: DatabaseSync,
  table: "ses_identities" | "ses_configuration_sets",
): NameRepository {
  const select = database.prepare(`SELECT 1 FROM ${table} WHERE name = ?`);
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?)`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE name = ?`);
  const page = database.prepare(`SELECT name FROM ${table} WHERE name > ? ORDER BY name LIMIT ?`);
  return {
    has: (name) => select.get(name) !== undefined,
    add: (name) => insert.run(name).changes === 1,
    remove: (name) => remove.run(name).changes === 1,
    list: (limit, after) => page.all(after, limit).map(({ name }) => String(name)),
  };
}
