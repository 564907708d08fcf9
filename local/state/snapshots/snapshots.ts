/**
 * Snapshots of a state, by name: `snapshots/NAME.snapshot` in the state folder, which `--fresh` keeps. Each has the whole
 * state: users and their password verifiers, signing keys, secrets of providers, mail, objects, tables. Not the clock, bundles,
 * and the key of HTTPS.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { formerCopy, migrateState, STATE_VERSION } from "../migrate-state.ts";
import { openDatabase } from "../open-database.ts";
import { DATABASE } from "../state-folder.ts";
import { StateRefused, sqliteCode } from "../state-refused.ts";
import { packSnapshot, readSnapshotFacts, type SnapshotFacts, unpackSnapshot } from "./snapshot-file.ts";
import { stageState } from "./stage-state.ts";
import { recoverState, type SwappedState, stagingPrefix, swapState } from "./swap-state.ts";

export interface Snapshot extends SnapshotFacts {
  readonly name: string;
  /** Of the file. */
  readonly fileBytes: number;
}

/** An unreadable file among the snapshots. */
export interface BrokenSnapshot {
  readonly name: string;
  readonly trouble: string;
}

const SUFFIX = ".snapshot";

/** Lower case, because on some file systems `Demo` and `demo` are one file. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const snapshotFolder = (directory: string): string => join(directory, "snapshots");

/** @throws StateRefused for a name that could be a path, or that is ambiguous on some file systems */
function snapshotFile(directory: string, name: string): string {
  if (!NAME.test(name)) {
    throw new StateRefused(
      `a snapshot's name has lower-case letters, digits, dots, hyphens and underscores, 64 at most, and begins with a letter or digit: ${JSON.stringify(name)}`,
    );
  }
  return join(snapshotFolder(directory), name + SUFFIX);
}

/** @throws StateRefused if the snapshot does not exist */
function existingFile(directory: string, name: string): string {
  const file = snapshotFile(directory, name);
  if (!existsSync(file)) throw new StateRefused(`there is no snapshot ${name}`);
  return file;
}

/** By name. */
export function listSnapshots(directory: string): readonly (Snapshot | BrokenSnapshot)[] {
  const folder = snapshotFolder(directory);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .sort()
    .map((file) => {
      const name = file.slice(0, -SUFFIX.length);
      try {
        return describe(name, join(folder, file));
      } catch (error) {
        if (!(error instanceof StateRefused)) throw error;
        return { name, trouble: error.message };
      }
    });
}

const describe = (name: string, file: string): Snapshot => ({
  name,
  ...readSnapshotFacts(file),
  fileBytes: statSync(file).size,
});

/** @throws StateRefused if the snapshot does not exist */
export function deleteSnapshot(directory: string, name: string): void {
  rmSync(existingFile(directory, name));
}

interface Saving {
  /** Whether it may replace one of this name. */
  readonly replace: boolean;
  /** Copies the state ({@link stageState}). */
  readonly stage: () => Promise<string>;
}

/**
 * Creates a snapshot. An existing one of that name stays until the new one is complete.
 *
 * @throws StateRefused for an invalid name, and for a name in use
 */
export async function saveSnapshot(
  directory: string,
  name: string,
  { replace, stage }: Saving,
): Promise<Snapshot> {
  const file = snapshotFile(directory, name);
  const checkFree = () => {
    if (existsSync(file) && !replace) {
      throw new StateRefused(`there is a snapshot ${name} already: delete it first, or replace it`);
    }
  };
  checkFree();
  mkdirSync(snapshotFolder(directory), { recursive: true, mode: 0o700 });
  const staged = await stage();
  const draftFolder = mkdtempSync(join(directory, stagingPrefix()));
  const draft = join(draftFolder, "draft");
  try {
    await packSnapshot(staged, draft, { createdAt: new Date().toISOString(), ...countIn(staged) });
    checkFree(); // another one may have been created meanwhile
    renameSync(draft, file);
  } finally {
    for (const folder of [staged, draftFolder]) rmSync(folder, { recursive: true, force: true });
  }
  return describe(name, file);
}

function countIn(staged: string): Pick<SnapshotFacts, "stateVersion" | "users" | "objects"> {
  const database = new DatabaseSync(join(staged, DATABASE), { readOnly: true });
  try {
    const tables = new Set(
      database
        .prepare("SELECT name FROM sqlite_schema")
        .all()
        .map(({ name }) => String(name)),
    );
    const rows = (table: string) =>
      tables.has(table) ? Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n) : 0;
    return {
      stateVersion: Number(database.prepare("PRAGMA user_version").get()?.user_version),
      users: rows("cognito_users"),
      objects: rows("s3_objects"),
    };
  } finally {
    database.close();
  }
}

/**
 * Saves the state of a folder that no stack uses.
 *
 * @throws StateRefused also without a state; SQLite's BUSY if a stack uses it
 */
export async function saveStoppedState(
  directory: string,
  name: string,
  { replace }: Pick<Saving, "replace">,
): Promise<Snapshot> {
  recoverState(directory);
  checkThere(directory);
  return saveSnapshot(directory, name, {
    replace,
    stage: async () => {
      const database = openDatabase(join(directory, DATABASE));
      try {
        return stageState(directory, database);
      } finally {
        database.close();
      }
    },
  });
}

function checkThere(directory: string): void {
  if (!existsSync(join(directory, DATABASE))) {
    throw new StateRefused(`there is no state in ${directory}: npm start makes one`);
  }
}

/** A state that was unpacked, checked and migrated, and only needs to be swapped in. */
export interface LoadedState {
  /** @throws the error of the file system; then the former state is in its place */
  swap(): SwappedState;
  /** Removes files that are not needed any more. */
  discard(): void;
}

/**
 * Unpacks a snapshot beside the state, without changing the state.
 *
 * @throws StateRefused for an invalid or unknown name, a damaged file, a file that is not a snapshot, a state of a newer version
 */
export async function prepareLoad(directory: string, name: string): Promise<LoadedState> {
  const file = existingFile(directory, name);
  const staged = mkdtempSync(join(directory, stagingPrefix()));
  const discard = () => rmSync(staged, { recursive: true, force: true });
  try {
    await unpackSnapshot(file, staged);
    const database = openDatabase(join(staged, DATABASE));
    try {
      const { quick_check: verdict } = database.prepare("PRAGMA quick_check(1)").get() ?? {};
      if (verdict !== "ok") {
        throw new StateRefused(`${file} has a database that is damaged (${String(verdict)})`);
      }
      migrateState(database, join(staged, DATABASE));
    } finally {
      database.close();
    }
    for (let version = 0; version < STATE_VERSION; version += 1) {
      rmSync(formerCopy(join(staged, DATABASE), version), { force: true });
    }
    return { swap: () => swapState(directory, staged), discard };
  } catch (error) {
    discard();
    throw error;
  }
}

/**
 * Loads a snapshot into a folder that no stack uses.
 *
 * @throws StateRefused as {@link prepareLoad} does; SQLite's BUSY if a stack uses it
 */
export async function loadStoppedState(directory: string, name: string): Promise<void> {
  recoverState(directory);
  checkUnused(directory);
  const loaded = await prepareLoad(directory, name);
  try {
    checkUnused(directory);
    loaded.swap().keep();
  } finally {
    loaded.discard();
  }
}

/** SQLite's codes for a file that is not a database, or is damaged: loading a snapshot repairs that. */
const DAMAGED = [11, 26];

/** Opens the database and closes it again, which also applies the log of a killed stack. @throws BUSY */
function checkUnused(directory: string): void {
  const file = join(directory, DATABASE);
  if (!existsSync(file)) return;
  try {
    openDatabase(file).close();
  } catch (error) {
    if (!DAMAGED.includes(sqliteCode(error) ?? 0)) throw error;
  }
}
