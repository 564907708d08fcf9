import type { DatabaseSync } from "node:sqlite";

/**
 * Runs `work` atomically: everything it wrote is kept, or, when it throws, nothing. `work` is synchronous on purpose: nothing
 * else can touch the connection in between. Inside another transaction it simply joins that one.
 */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  if (database.isTransaction) {
    return work();
  }
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
