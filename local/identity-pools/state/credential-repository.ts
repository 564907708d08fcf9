import { randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { blob, integer, text } from "../../cognito/state/row.ts";
import { secretHash } from "../../cognito/state/stored-secret.ts";

/** Temporary credentials as their holder is given them, once. */
interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** What is known of credentials that are out. */
interface KnownCredentials {
  readonly secretAccessKey: string;
  /** Whether this is the session token that came with them, compared in constant time. */
  isSession(token: string): boolean;
  /** `arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials` */
  readonly principalArn: string;
  readonly expiresAt: number;
}

export interface CredentialRepository {
  issue(principalArn: string, lifetimeSeconds: number): IssuedCredentials;
  findIssued(accessKeyId: string): KnownCredentials | null;
}

export const credentialTables = `
CREATE TABLE IF NOT EXISTS identity_credentials (
  access_key_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  session_hash BLOB NOT NULL,
  principal_arn TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identity_credentials_by_expiry ON identity_credentials (expires_at);
`;

/** Kept a while longer, so that what has expired can be told from what never was. */
const keptAfterExpiry = 24 * 60 * 60 * 1000;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function createCredentialRepository(database: DatabaseSync, clock: Clock): CredentialRepository {
  const insert = database.prepare(`
    INSERT INTO identity_credentials (access_key_id, secret, session_hash, principal_arn, expires_at)
    VALUES (?, ?, ?, ?, ?)`);
  const purge = database.prepare("DELETE FROM identity_credentials WHERE expires_at < ?");
  const select = database.prepare("SELECT * FROM identity_credentials WHERE access_key_id = ?");

  return {
    issue(principalArn, lifetimeSeconds) {
      const now = clock.now();
      purge.run(now - keptAfterExpiry);
      const random = Array.from({ length: 16 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
      const accessKeyId = `ASIA${random}`;
      const secretAccessKey = randomBytes(30).toString("base64");
      const sessionToken = randomBytes(96).toString("base64");
      const expiresAt = now + lifetimeSeconds * 1000;
      insert.run(accessKeyId, secretAccessKey, secretHash(sessionToken), principalArn, expiresAt);
      return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
    },
    findIssued(accessKeyId) {
      const row = select.get(accessKeyId);
      return row
        ? Object.freeze({
            secretAccessKey: text(row, "secret"),
            isSession: (token: string) => timingSafeEqual(secretHash(token), blob(row, "session_hash")),
            principalArn: text(row, "principal_arn"),
            expiresAt: integer(row, "expires_at"),
          })
        : null;
    },
  };
}
