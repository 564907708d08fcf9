import { createHash, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { blob, written } from "./row.ts";

/** What the service's own secrets are for. */
type SecretPurpose = "page-tokens" | "unknown-users" | "imports";

/** Secrets of the service itself, kept across restarts: what it handed out before it stopped stays valid. */
export interface SecretRepository {
  /** 32 random bytes, made on first use. */
  of(purpose: SecretPurpose): Buffer;
}

export const secretTables = `
CREATE TABLE IF NOT EXISTS cognito_secrets (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`;

export function createSecretRepository(database: DatabaseSync): SecretRepository {
  const known = new Map<SecretPurpose, Buffer>();
  const insert = database.prepare(
    "INSERT INTO cognito_secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const select = database.prepare("SELECT value FROM cognito_secrets WHERE name = ?");

  return {
    of(purpose) {
      const cached = known.get(purpose);
      if (cached) {
        return cached;
      }
      insert.run(purpose, randomBytes(32));
      const secret = blob(written(select.get(purpose)), "value");
      known.set(purpose, secret);
      return secret;
    },
  };
}

/**
 * What the database keeps of a long random string that a client holds (session, refresh token): enough to find it, nothing
 * to use. A plain SHA-256 will do, because the strings are too long to guess.
 */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
