import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../state/open-database.ts";
import { StartRefused } from "./start-settings.ts";

const DATABASE = "cloud.sqlite";

/** What is kept from start to start. */
const KEPT = [DATABASE, `${DATABASE}-shm`, `${DATABASE}-wal`, "s3", "dynamodb"];

/** Made anew when needed, or kept by a start from nothing too: the machine may have been told to trust the certificate. */
const OTHERS = ["build", "tls"];

/** https://sqlite.org/rescode.html: SQLITE_BUSY, and what SQLite says of a file that is not, or no longer, its own. */
const [BUSY, ...DAMAGED] = [5, 11, 26];

/**
 * Refuses to start on a state folder that can't be used, before anything in it is touched: one that can't be written, that
 * holds somebody else's files (`LOCAL_STATE=local`, say, where `.local` was meant), that another stack works on, or whose
 * database is damaged.
 *
 * @param how `isFresh`: what is kept in it will be removed, so that damage does not matter
 * @throws StartRefused naming the folder
 */
export function checkStateDirectory(directory: string, how: { readonly isFresh: boolean }): void {
  checkForeignFiles(directory);
  if (!entriesOf(directory).includes(DATABASE)) return;
  try {
    openDatabase(join(directory, DATABASE)).close();
  } catch (error) {
    const code = (error as { errcode?: number }).errcode;
    if (code === BUSY)
      throw new StartRefused(`${directory} is in use by another stack: stop it, or set LOCAL_STATE`);
    if (code === undefined || !DAMAGED.includes(code)) throw error;
    if (!how.isFresh)
      throw new StartRefused(
        `${join(directory, DATABASE)} can't be read (${(error as Error).message}): put it back, or start with --fresh to begin without it`,
      );
  }
}

/**
 * Makes the folder where there is none. One that has a database is a state folder, whatever else is in it.
 *
 * @throws StartRefused where it holds somebody else's files, or can't be used
 */
export function checkForeignFiles(directory: string): void {
  const names = entriesOf(directory);
  const foreign = names.find((name) => ![...KEPT, ...OTHERS].includes(name) && !name.startsWith("."));
  if (foreign !== undefined && !names.includes(DATABASE))
    throw new StartRefused(
      `${directory} holds other files (${foreign}): set LOCAL_STATE to a folder of its own`,
    );
}

/** Removes what is kept; bundles are made anew anyway. */
export function emptyStateDirectory(directory: string): void {
  for (const name of KEPT) rmSync(join(directory, name), { recursive: true, force: true });
}

function entriesOf(directory: string): readonly string[] {
  try {
    mkdirSync(directory, { recursive: true });
    return readdirSync(directory);
  } catch (error) {
    throw new StartRefused(`LOCAL_STATE is no folder that can be used: ${(error as Error).message}`);
  }
}
