import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { copyDatabase } from "../migrate-state.ts";
import { DATABASE } from "../state-folder.ts";
import { stagingPrefix } from "./swap-state.ts";

/** Excludes S3's incomplete uploads, and LevelDB's lock and log files. */
const LEFT_OUT = new Set(["s3/arrivals", "dynamodb/LOCK", "dynamodb/LOG", "dynamodb/LOG.old"]);

/**
 * Copies the current state into a folder beside it. Nothing else runs meanwhile, so that rows and their files match. The tables
 * of DynamoDB must be closed.
 *
 * @param database the state's, open only here
 * @returns the folder, for the caller to remove
 */
export function stageState(directory: string, database: DatabaseSync): string {
  const staged = mkdtempSync(join(directory, stagingPrefix()));
  copyDatabase(database, join(staged, DATABASE));
  // The bytes of an object never change under their name, so a hard link is enough.
  stageFolder("s3", link);
  stageFolder("dynamodb", copyFileSync);
  return staged;

  function stageFolder(name: string, copy: (from: string, to: string) => void): void {
    const from = join(directory, name);
    if (!existsSync(from) || LEFT_OUT.has(name)) return;
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const path = `${name}/${entry.name}`;
      if (LEFT_OUT.has(path)) continue;
      if (entry.isDirectory()) stageFolder(path, copy);
      if (!entry.isFile()) continue;
      mkdirSync(dirname(join(staged, path)), { recursive: true });
      copy(join(directory, path), join(staged, path));
    }
  }
}

/** Not every file system has links. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
