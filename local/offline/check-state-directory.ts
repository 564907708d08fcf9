import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStateVersion } from "../state/migrate-state.ts";
import { openDatabase } from "../state/open-database.ts";
import { recoverState } from "../state/snapshots/swap-state.ts";
import { DATABASE, isKeptState } from "../state/state-folder.ts";
import { sqliteCode, stateTrouble } from "../state/state-refused.ts";
import { StartRefused } from "./start-settings.ts";

/** Made anew when needed, or kept by a start from nothing too: the machine may have been told to trust the certificate. */
const OTHERS = ["build", "tls", "snapshots"];

/** https://sqlite.org/rescode.html: SQLITE_BUSY, and what SQLite says of a file that is not, or no longer, its own. */
const [BUSY, ...DAMAGED] = [5, 11, 26];

/** What a probe writes: enough for a disk that is full to show. */
const PROBE_BYTES = 65_536;

/**
 * Refuses to start on a state folder that can't be used, before anything in it is touched: one that can't be written, that
 * holds somebody else's files (`LOCAL_STATE=local`, say, where `.local` was meant), that another stack works on, whose
 * database is damaged, or is of a newer version.
 *
 * @param how `isFresh`: what is kept in it will be removed, so that damage and version do not matter
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
    if (code === BUSY)
      throw new StartRefused(
        `${directory} is in use by another stack or program: stop it, or set LOCAL_STATE`,
      );
    if (code === null || !DAMAGED.includes(code)) throw error;
    if (!how.isFresh)
      throw new StartRefused(
        `${file} can't be read (${(error as Error).message}): put it back, or start with --fresh to begin without it`,
      );
  }
}

/** @throws StartRefused for a folder that is read-only, or on a full disk */
function checkWritable(directory: string): void {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    // What was written before the disk was full.
    rmSync(probe, { recursive: true, force: true });
    throw new StartRefused(
      `${directory} can't be written: ${stateTrouble(error) ?? (error as Error).message}`,
    );
  }
  rmSync(probe, { force: true });
}

/**
 * Makes the folder where there is none. One that has a database is a state folder, whatever else is in it.
 *
 * @throws StartRefused where it holds somebody else's files, or can't be used
 */
export function checkForeignFiles(directory: string): void {
  const names = entriesOf(directory);
  const foreign = names.find((name) => !isKeptState(name) && !OTHERS.includes(name) && !name.startsWith("."));
  if (foreign !== undefined && !names.includes(DATABASE))
    throw new StartRefused(
      `${directory} holds other files (${foreign}): set LOCAL_STATE to a folder of its own`,
    );
}

/** Removes what is kept; bundles are made anew anyway. */
export function emptyStateDirectory(directory: string): void {
  for (const name of entriesOf(directory))
    if (isKeptState(name)) rmSync(join(directory, name), { recursive: true, force: true });
}

function entriesOf(directory: string): readonly string[] {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return readdirSync(directory);
  } catch (error) {
    throw new StartRefused(`LOCAL_STATE is no folder that can be used: ${(error as Error).message}`);
  }
}
