import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Opens the local cloud's database, creating file and folder where they are missing, for its owner alone to read: signing keys are
 * in it, and what the inbox has.
 *
 * Write-ahead log with `synchronous = NORMAL`: what a committed transaction wrote survives the process being killed
 * (https://sqlite.org/wal.html); only a power cut may lose the last ones, which is fine for a laptop.
 *
 * The file belongs to one process at a time: two clouds over one folder would take turns at undoing each other's work.
 *
 * @param file a path, or `:memory:` for a database that lives as long as the process
 * @throws the error of SQLite, whose `errcode` tells why, or of the file system: `stateTrouble` words them
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives its other files the rights of this one.
    closeSync(openSync(file, "a", 0o600));
  }
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
