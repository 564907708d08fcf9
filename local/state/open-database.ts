import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Opens the local cloud's database, creating file and folder where they are missing.
 *
 * Write-ahead log with `synchronous = NORMAL`: what a committed transaction wrote survives the process being killed
 * (https://sqlite.org/wal.html); only a power cut may lose the last ones, which is fine for a laptop.
 *
 * @param file a path, or `:memory:` for a database that lives as long as the process
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") {
    mkdirSync(dirname(file), { recursive: true });
  }
  const database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
  return database;
}
