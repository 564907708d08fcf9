import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { copyDatabase } from "../migrate-state.ts";
import { DATABASE } from "../state-folder.ts";
import { stagingPrefix } from "./swap-state.ts";

/** What arrives at S3 is no object yet; what LevelDB locks and logs with is none of its content. */
const LEFT_OUT = new Set(["s3/arrivals", "dynamodb/LOCK", "dynamodb/LOG", "dynamodb/LOG.old"]);

/**
 * Puts a state aside as it is now, in a folder beside it. Nothing else runs meanwhile: rows and the files they name fit together. The
 * tables of DynamoDB have to be closed.
 *
 * @param database that of the state, open here and nowhere else
 * @returns the folder, for the caller to remove
 */
export function stageState(directory: string, database: DatabaseSync): string {
  const staged = mkdtempSync(join(directory, stagingPrefix()));
  copyDatabase(database, join(staged, DATABASE));
  // The bytes of an object never change under their name, so a second name will do.
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
