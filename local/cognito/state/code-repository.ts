import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { blob, integer, text } from "./row.ts";
import type { User } from "./user-repository.ts";

/** What a code is for: `sign-up`, `forgot-password`, `attribute:email`, `mfa`… One live code each. */
export type CodePurpose = string;

/** A one-time code that is out. Only its hash is kept. Times are milliseconds since the Unix epoch. */
export interface StoredCode {
  readonly purpose: CodePurpose;
  readonly hash: Buffer;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Wrong tries so far. */
  readonly attempts: number;
}

export interface CodeRepository {
  /** Replaces the code of that purpose, tries start again. */
  put(user: User, code: Pick<StoredCode, "purpose" | "hash" | "expiresAt">): void;
  find(user: User, purpose: CodePurpose): StoredCode | null;
  /** Counts a wrong try. */
  countAttempt(user: User, purpose: CodePurpose): void;
  delete(user: User, purpose: CodePurpose): void;
}

export function createCodeRepository(database: DatabaseSync, clock: Clock): CodeRepository {
  const replace = database.prepare(`
    INSERT OR REPLACE INTO cognito_codes (user_key, purpose, hash, created_at, expires_at, attempts) VALUES (?, ?, ?, ?, ?, 0)`);
  const select = database.prepare("SELECT * FROM cognito_codes WHERE user_key = ? AND purpose = ?");
  const count = database.prepare(
    "UPDATE cognito_codes SET attempts = attempts + 1 WHERE user_key = ? AND purpose = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_codes WHERE user_key = ? AND purpose = ?");

  return {
    put: (user, { purpose, hash, expiresAt }) => {
      replace.run(user.key, purpose, hash, clock.now(), expiresAt);
    },
    find(user, purpose) {
      const row = select.get(user.key, purpose);
      return row
        ? Object.freeze({
            purpose: text(row, "purpose"),
            hash: blob(row, "hash"),
            createdAt: integer(row, "created_at"),
            expiresAt: integer(row, "expires_at"),
            attempts: integer(row, "attempts"),
          })
        : null;
    },
    countAttempt: (user, purpose) => {
      count.run(user.key, purpose);
    },
    delete: (user, purpose) => {
      remove.run(user.key, purpose);
    },
  };
}
