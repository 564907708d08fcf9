import type { DatabaseSync } from "node:sqlite";
import { blob, integer } from "../../state/row.ts";
import type { User } from "./user-repository.ts";

/** What a code is for: `sign-up`, `forgot-password`… A user has one live code for each. */
type CodePurpose = string;

/** A one-time code that is out. Only its hash is kept. Times are milliseconds since the Unix epoch. */
interface StoredCode {
  readonly hash: Buffer;
  readonly expiresAt: number;
}

export interface CodeRepository {
  /** Replaces the code of that purpose. */
  put(user: User, code: StoredCode & { readonly purpose: CodePurpose }): void;
  find(user: User, purpose: CodePurpose): StoredCode | null;
  delete(user: User, purpose: CodePurpose): void;
}

export const codeTables = `
CREATE TABLE IF NOT EXISTS cognito_codes (
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (user_key, purpose)
) STRICT, WITHOUT ROWID;
`;

export function createCodeRepository(database: DatabaseSync): CodeRepository {
  const replace = database.prepare(
    "INSERT OR REPLACE INTO cognito_codes (user_key, purpose, hash, expires_at) VALUES (?, ?, ?, ?)",
  );
  const select = database.prepare("SELECT * FROM cognito_codes WHERE user_key = ? AND purpose = ?");
  const remove = database.prepare("DELETE FROM cognito_codes WHERE user_key = ? AND purpose = ?");

  return {
    put: (user, { purpose, hash, expiresAt }) => {
      replace.run(user.key, purpose, hash, expiresAt);
    },
    find(user, purpose) {
      const row = select.get(user.key, purpose);
      return row ? Object.freeze({ hash: blob(row, "hash"), expiresAt: integer(row, "expires_at") }) : null;
    },
    delete: (user, purpose) => {
      remove.run(user.key, purpose);
    },
  };
}
