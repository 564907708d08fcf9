import type { DatabaseSync } from "node:sqlite";
import { integer } from "../../state/row.ts";
import type { Attempts } from "../domain/lock-out.ts";
import type { Pool } from "./pool-repository.ts";

/** What is counted: `password`, `send:forgot-password`, `check:sign-up`… */
type AttemptKind = string;

/** Who tries: a user by `sub`, an unknown user by {@link unknownSubject}. */
export interface AttemptKey {
  readonly pool: Pool;
  readonly subject: string;
  readonly kind: AttemptKind;
}

/** Limits apply to unknown users too: otherwise the limit would tell them apart. */
export function unknownSubject(username: string): string {
  return `?${username.toLowerCase()}`;
}

export interface AttemptRepository {
  find(key: AttemptKey): Attempts | null;
  save(key: AttemptKey, attempts: Attempts): void;
  clear(key: AttemptKey): void;
}

/** No limit looks back further. */
const keptFor = 2 * 60 * 60 * 1000;

export const attemptTables = `
CREATE TABLE IF NOT EXISTS cognito_attempts (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, subject, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_attempts_by_age ON cognito_attempts (last_at);
`;

export function createAttemptRepository(database: DatabaseSync): AttemptRepository {
  const select = database.prepare(
    "SELECT count, first_at, last_at FROM cognito_attempts WHERE pool_id = ? AND subject = ? AND kind = ?",
  );
  const replace = database.prepare(`
    INSERT OR REPLACE INTO cognito_attempts (pool_id, subject, kind, count, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?)`);
  const remove = database.prepare(
    "DELETE FROM cognito_attempts WHERE pool_id = ? AND subject = ? AND kind = ?",
  );
  const purge = database.prepare("DELETE FROM cognito_attempts WHERE last_at < ?");

  return {
    find({ pool, subject, kind }) {
      const row = select.get(pool.id, subject, kind);
      return row
        ? Object.freeze({
            count: integer(row, "count"),
            firstAt: integer(row, "first_at"),
            lastAt: integer(row, "last_at"),
          })
        : null;
    },
    save: ({ pool, subject, kind }, { count, firstAt, lastAt }) => {
      purge.run(lastAt - keptFor);
      replace.run(pool.id, subject, kind, count, firstAt, lastAt);
    },
    clear: ({ pool, subject, kind }) => {
      remove.run(pool.id, subject, kind);
    },
  };
}
