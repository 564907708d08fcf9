import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Opens the local cloud's database; creates missing files and folders so that only the owner can read them: the database has
 * signing keys and the inbox.
 *
 * Write-ahead log with `synchronous = NORMAL`: a committed transaction survives if the process is killed
 * (https://sqlite.org/wal.html); only a power failure may lose the last ones, which is acceptable on a laptop.
 *
 * The file belongs to one process at a time: two clouds with one folder would undo each other's work.
 *
 * @param file a path, or `:memory:` for a database that lives as long as the process
 * @throws the error of SQLite, with its `errcode`, or of the file system: `stateTrouble` turns them into messages
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives its other files the same permissions.
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
