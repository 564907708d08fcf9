import { createHash, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { blob, written } from "./row.ts";

/** The purposes of the service's own secrets. */
type SecretPurpose = "page-tokens" | "unknown-users" | "imports";

/** Secrets of the service itself, kept across restarts, so that issued values stay valid. */
export interface SecretRepository {
  /** 32 random bytes, created on first use. */
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
      if (cached) return cached;
      insert.run(purpose, randomBytes(32));
      const secret = blob(written(select.get(purpose)), "value");
      known.set(purpose, secret);
      return secret;
    },
  };
}

/**
 * The stored form of a client's long random string (session, refresh token): enough to find it, but useless by itself. A plain
 * SHA-256 is enough, because the strings are too long to guess.
 */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
