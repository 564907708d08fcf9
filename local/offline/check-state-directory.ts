import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStateVersion } from "../state/migrate-state.ts";
import { openDatabase } from "../state/open-database.ts";
import { recoverState } from "../state/snapshots/swap-state.ts";
import { DATABASE, isKeptState } from "../state/state-folder.ts";
import { sqliteCode, stateTrouble } from "../state/state-refused.ts";
import { StartRefused } from "./start-settings.ts";

/** Created again when needed, or kept also by `--fresh`: the machine may trust the certificate. */
const OTHERS = ["build", "tls", "snapshots"];

/** https://sqlite.org/rescode.html: SQLITE_BUSY, and SQLite's codes for a file that is not a database, or is damaged. */
const [BUSY, ...DAMAGED] = [5, 11, 26];

/** The size of a test write: enough to notice a full disk. */
const PROBE_BYTES = 65_536;

/**
 * Refuses to start with an unusable state folder, before anything in it changes: one that can't be written, that has other
 * files (such as `LOCAL_STATE=local` instead of `.local`), that another stack uses, whose database is damaged, or has a newer
 * version.
 *
 * @param how `isFresh`: the state will be removed, so that damage and version do not matter
 * @throws StartRefused naming the folder; StateRefused for a state of a newer version
 */
export function checkStateDirectory(directory: string, how: { readonly isFresh: boolean }): void {
  checkForeignFiles(directory);
  checkWritable(directory);
  recoverState(directory);
  if (!entriesOf(directory).includes(DATABASE)) return;
  const file = join(directory, DATABASE);
  try {
    const database = openDatabase(file);
    try {
      if (!how.isFresh) checkStateVersion(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    const code = sqliteCode(error);
    if (code === BUSY) {
      throw new StartRefused(
        `${directory} is in use by another stack or program: stop it, or set LOCAL_STATE`,
      );
    }
    if (code === null || !DAMAGED.includes(code)) throw error;
    if (!how.isFresh) {
      throw new StartRefused(
        `${file} can't be read (${(error as Error).message}): put it back, or start with --fresh to begin without it`,
      );
    }
  }
}

/** @throws StartRefused for a folder that is read-only, or on a full disk */
function checkWritable(directory: string): void {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    // The part that was written before the disk was full.
    rmSync(probe, { recursive: true, force: true });
    throw new StartRefused(
      `${directory} can't be written: ${stateTrouble(error) ?? (error as Error).message}`,
    );
  }
  rmSync(probe, { force: true });
}

/**
 * Creates the folder if it is missing. A folder with a database is a state folder, whatever else is in it.
 *
 * @throws StartRefused if it has other files, or can't be used
 */
export function checkForeignFiles(directory: string): void {
  const names = entriesOf(directory);
  const foreign = names.find((name) => !isKeptState(name) && !OTHERS.includes(name) && !name.startsWith("."));
  if (foreign !== undefined && !names.includes(DATABASE)) {
    throw new StartRefused(
      `${directory} holds other files (${foreign}): set LOCAL_STATE to a folder of its own`,
    );
  }
}

/** Removes the state; bundles are built again anyway. */
export function emptyStateDirectory(directory: string): void {
  for (const name of entriesOf(directory)) {
    if (isKeptState(name)) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

function entriesOf(directory: string): readonly string[] {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return readdirSync(directory);
  } catch (error) {
    throw new StartRefused(`LOCAL_STATE is not a usable folder: ${(error as Error).message}`);
  }
}
