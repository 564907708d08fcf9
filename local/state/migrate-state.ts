import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./migrations.ts";
import { StateRefused, stateTrouble } from "./state-refused.ts";
import { transaction } from "./transaction.ts";

/** The current version of the state: the number of migration steps. */
export const STATE_VERSION = MIGRATIONS.length;

/** The name of the copy that is made before a migration from this version. */
export const formerCopy = (file: string, version: number): string => `${file}.v${version}`;

/**
 * The version of a state, from SQLite's `user_version`; null for an empty database. States without a version have 0.
 *
 * @param known the newest version
 * @throws StateRefused for a state of a newer version
 */
export function checkStateVersion(
  database: DatabaseSync,
  place: string,
  known: number = STATE_VERSION,
): number | null {
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (isEmpty) return null;
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version > known) {
    throw new StateRefused(
      `${place} was made by a newer version of the local cloud (its state is version ${version}, this is ${known}): update this one, start with --fresh, or set LOCAL_STATE to another folder`,
    );
  }
  return version;
}

/**
 * Copies an older state and migrates it to the current version, atomically.
 *
 * @param file path of the database, or `:memory:`, which is not copied
 * @returns the path of the copy; null if the state was not older
 * @throws StateRefused for a newer state, and if a step fails
 */
export function migrateState(
  database: DatabaseSync,
  file: string,
  steps: typeof MIGRATIONS = MIGRATIONS,
): string | null {
  const version = checkStateVersion(database, file, steps.length);
  if (version === steps.length) return null;
  if (version === null) {
    database.exec(`PRAGMA user_version = ${steps.length}`);
    return null;
  }
  try {
    const copy = file === ":memory:" ? null : copyDatabase(database, formerCopy(file, version));
    takeSteps(database, steps, version);
    return copy;
  } catch (error) {
    throw new StateRefused(
      `${file} can't be brought from version ${version} of the state to ${steps.length} and is left as it was (${stateTrouble(error) ?? (error as Error).message}): start with --fresh, or set LOCAL_STATE to another folder`,
      { cause: error },
    );
  }
}

function takeSteps(database: DatabaseSync, steps: typeof MIGRATIONS, version: number): void {
  // Only outside of a transaction: https://sqlite.org/pragma.html#pragma_foreign_keys
  database.exec("PRAGMA foreign_keys = OFF");
  try {
    transaction(database, () => {
      for (const step of steps.slice(version)) step(database);
      const [violation] = database.prepare("PRAGMA foreign_key_check").all();
      if (violation !== undefined) {
        throw new Error(`a row of ${String(violation.table)} refers to one that is not there`);
      }
      database.exec(`PRAGMA user_version = ${steps.length}`);
    });
  } finally {
    database.exec("PRAGMA foreign_keys = ON");
  }
}

/**
 * Writes a copy of all committed data, in one file that only its owner may read; replaces an existing one.
 *
 * @returns the file
 */
export function copyDatabase(database: DatabaseSync, copy: string): string {
  if (existsSync(copy)) rmSync(copy);
  // SQLite accepts an existing file if it is empty.
  writeFileSync(copy, "", { mode: 0o600 });
  chmodSync(copy, 0o600);
  database.prepare("VACUUM INTO ?").run(copy);
  return copy;
}
