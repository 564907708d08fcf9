import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./migrations.ts";
import { StateRefused, stateTrouble } from "./state-refused.ts";
import { transaction } from "./transaction.ts";

/** Today's version of the state: the number of steps that lead to it. */
export const STATE_VERSION = MIGRATIONS.length;

/** How a copy is named that was made before steps were taken from this version. */
export const formerCopy = (file: string, version: number): string => `${file}.v${version}`;

/**
 * The version of a state, which is in SQLite's `user_version`; null for a database with nothing in it. States from before there were
 * versions have 0.
 *
 * @param known the newest version there is
 * @throws StateRefused for a state of a version that is not known yet
 */
export function checkStateVersion(
  database: DatabaseSync,
  place: string,
  known: number = STATE_VERSION,
): number | null {
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (isEmpty) return null;
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version > known)
    throw new StateRefused(
      `${place} was made by a newer version of the local cloud (its state is version ${version}, this is ${known}): update this one, start with --fresh, or set LOCAL_STATE to another folder`,
    );
  return version;
}

/**
 * Brings an older state to today's version, all of it or nothing, after it was copied.
 *
 * @param file where the database is, or `:memory:`, of which no copy is made
 * @returns the copy that was made; null where the state was not older
 * @throws StateRefused for a newer state, and where a step fails
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
  // Outside of a transaction alone: https://sqlite.org/pragma.html#pragma_foreign_keys
  database.exec("PRAGMA foreign_keys = OFF");
  try {
    transaction(database, () => {
      for (const step of steps.slice(version)) step(database);
      const [violation] = database.prepare("PRAGMA foreign_key_check").all();
      if (violation !== undefined)
        throw new Error(`a row of ${String(violation.table)} refers to one that is not there`);
      database.exec(`PRAGMA user_version = ${steps.length}`);
    });
  } finally {
    database.exec("PRAGMA foreign_keys = ON");
  }
}

/**
 * Writes a copy of all that is committed, in one file that only its owner may read; one that is there goes.
 *
 * @returns the file
 */
export function copyDatabase(database: DatabaseSync, copy: string): string {
  if (existsSync(copy)) rmSync(copy);
  // SQLite takes a file that is there if it is empty.
  writeFileSync(copy, "", { mode: 0o600 });
  chmodSync(copy, 0o600);
  database.prepare("VACUUM INTO ?").run(copy);
  return copy;
}
