import type { DatabaseSync } from "node:sqlite";

/**
 * Runs `work` atomically: keeps all of its writes, or none if it throws. `work` is synchronous on purpose, so that nothing else
 * uses the connection in between. Inside another transaction it joins that one.
 *
 * @throws what `work` or the COMMIT threw, also where undoing fails
 */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  if (database.isTransaction) return work();
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    undo(database);
    throw error;
  }
}

/** After some errors, a full disk among them, SQLite has undone everything itself (https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction). */
function undo(database: DatabaseSync): void {
  if (!database.isTransaction) return;
  try {
    database.exec("ROLLBACK");
  } catch {
    // What made the work fail is what there is to tell; it makes this fail, too.
  }
}
