import { randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import type { Session } from "../../iam/session.ts";
import { ISSUED_KEY_PREFIX } from "../../local-credentials.ts";
import { blob, integer, json, text } from "../../state/row.ts";
import { secretHash } from "../../state/secret-repository.ts";

/** Temporary credentials as their holder gets them, once. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** The stored data of issued credentials. */
interface KnownCredentials {
  readonly secretAccessKey: string;
  /** Whether this is their session token, compared in constant time. */
  isSession(token: string): boolean;
  readonly session: Session;
  readonly expiresAt: number;
}

export interface CredentialRepository {
  issue(session: Session, lifetimeSeconds: number): IssuedCredentials;
  findIssued(accessKeyId: string): KnownCredentials | null;
}

export const credentialTables = `
CREATE TABLE IF NOT EXISTS session_credentials (
  access_key_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  session_hash BLOB NOT NULL,
  session TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_credentials_by_expiry ON session_credentials (expires_at);
`;

/** Kept a while longer, to tell expired credentials from unknown ones. */
const keptAfterExpiry = 24 * 60 * 60 * 1000;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function createCredentialRepository(database: DatabaseSync, clock: Clock): CredentialRepository {
  const insert = database.prepare(`
    INSERT INTO session_credentials (access_key_id, secret, session_hash, session, expires_at)
    VALUES (?, ?, ?, ?, ?)`);
  const purge = database.prepare("DELETE FROM session_credentials WHERE expires_at < ?");
  const select = database.prepare("SELECT * FROM session_credentials WHERE access_key_id = ?");

  return {
    issue(session, lifetimeSeconds) {
      const now = clock.now();
      purge.run(now - keptAfterExpiry);
      const random = Array.from({ length: 11 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
      const accessKeyId = `${ISSUED_KEY_PREFIX}${random}`;
      const secretAccessKey = randomBytes(30).toString("base64");
      const sessionToken = randomBytes(96).toString("base64");
      const expiresAt = now + lifetimeSeconds * 1000;
      insert.run(accessKeyId, secretAccessKey, secretHash(sessionToken), JSON.stringify(session), expiresAt);
      return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
    },
    findIssued(accessKeyId) {
      const row = select.get(accessKeyId);
      return row
        ? Object.freeze({
            secretAccessKey: text(row, "secret"),
            isSession: (token: string) => timingSafeEqual(secretHash(token), blob(row, "session_hash")),
            session: json(row, "session") as Session,
            expiresAt: integer(row, "expires_at"),
          })
        : null;
    },
  };
}
