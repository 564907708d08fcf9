import type { DatabaseSync } from "node:sqlite";
import { type Row, text } from "../../state/row.ts";
import type { HashAlgorithm } from "../domain/password-hash.ts";
import type { Pool } from "./pool-repository.ts";
import type { User } from "./user-repository.ts";

/** A password as another system kept it, until its user has signed in with it. */
export interface ImportedHash {
  readonly algorithm: HashAlgorithm;
  readonly text: string;
}

export interface ImportedHashRepository {
  /** For a user whose credentials fit no password yet. */
  keep(user: User, hash: ImportedHash): void;
  find(user: User): ImportedHash | null;
  /** The pool's newest: how costly a check of a password is here. `null` if none is left. */
  newest(pool: Pool): ImportedHash | null;
  delete(user: User): void;
}

/** Belongs to the user's credentials: with another password, or none, the hash is gone. */
export const importedHashTables = `
CREATE TABLE IF NOT EXISTS cognito_imported_hashes (
  user_key INTEGER PRIMARY KEY REFERENCES cognito_credentials (user_key) ON DELETE CASCADE,
  pool_id TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_imported_hashes_by_pool ON cognito_imported_hashes (pool_id, user_key);
`;

export function createImportedHashRepository(database: DatabaseSync): ImportedHashRepository {
  const insert = database.prepare(
    "INSERT INTO cognito_imported_hashes (user_key, pool_id, algorithm, hash) VALUES (?, ?, ?, ?)",
  );
  const select = database.prepare("SELECT * FROM cognito_imported_hashes WHERE user_key = ?");
  const selectNewest = database.prepare(
    "SELECT * FROM cognito_imported_hashes WHERE pool_id = ? ORDER BY user_key DESC LIMIT 1",
  );
  const remove = database.prepare("DELETE FROM cognito_imported_hashes WHERE user_key = ?");
  return {
    keep: (user, hash) => {
      insert.run(user.key, user.poolId, hash.algorithm, hash.text);
    },
    find: ({ key }) => toHash(select.get(key)),
    newest: ({ id }) => toHash(selectNewest.get(id)),
    delete: ({ key }) => {
      remove.run(key);
    },
  };
}

const toHash = (row: Row | undefined): ImportedHash | null =>
  row === undefined
    ? null
    : Object.freeze({ algorithm: text(row, "algorithm") as HashAlgorithm, text: text(row, "hash") });
