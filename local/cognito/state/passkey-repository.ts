import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { blob, integer, isUniqueViolation, json, optionalText, type Row, text } from "../../state/row.ts";
import type { User } from "./user-repository.ts";

/** A passkey of a user. Times are milliseconds since the Unix epoch. */
export interface Passkey {
  /** Grows with registration, never travels. */
  readonly sequence: number;
  /** Base64url, as the authenticator chose it. */
  readonly id: string;
  readonly userKey: number;
  /** COSE. */
  readonly publicKey: Buffer;
  /** How often the authenticator says it was used; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** `platform`, `cross-platform` */
  readonly attachment: string | null;
  readonly relyingPartyId: string;
  readonly createdAt: number;
}

/** A registration that was started and waits for the authenticator. */
export interface PasskeyRegistration {
  readonly clientId: string;
  /** Base64url. */
  readonly challenge: string;
  readonly relyingPartyId: string;
  readonly expiresAt: number;
}

export interface PasskeyRepository {
  /** Keeps what StartWebAuthnRegistration handed out, in place of what it handed out before. */
  startRegistration(user: User, registration: PasskeyRegistration): void;
  /** Takes it out: it can be completed once. */
  takeRegistration(user: User): PasskeyRegistration | null;
  /** @returns whether it is kept; a credential is registered once, with one user */
  add(user: User, passkey: Omit<Passkey, "sequence" | "userKey" | "createdAt">): boolean;
  /** In order of registration. */
  ofUser(user: User): readonly Passkey[];
  find(user: User, id: string): Passkey | null;
  /** @returns whether the counter was still as it was read: of two sign-ins at once with one state of it, one is a clone's */
  count(passkey: Passkey, counter: number): boolean;
  delete(passkey: Passkey): void;
}

export const passkeyTables = `
CREATE TABLE IF NOT EXISTS cognito_passkey_registrations (
  user_key INTEGER PRIMARY KEY REFERENCES cognito_users (key) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  challenge TEXT NOT NULL,
  relying_party_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_passkeys (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  public_key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL,
  attachment TEXT,
  relying_party_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_passkeys_by_user ON cognito_passkeys (user_key, sequence);
`;

export function createPasskeyRepository(database: DatabaseSync, clock: Clock): PasskeyRepository {
  const replaceRegistration = database.prepare(`
    INSERT OR REPLACE INTO cognito_passkey_registrations (user_key, client_id, challenge, relying_party_id, expires_at)
    VALUES (?, ?, ?, ?, ?)`);
  const takeRegistration = database.prepare(
    "DELETE FROM cognito_passkey_registrations WHERE user_key = ? RETURNING *",
  );
  const insert = database.prepare(`
    INSERT INTO cognito_passkeys
      (id, user_key, public_key, counter, transports, attachment, relying_party_id, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const selectOfUser = database.prepare(
    "SELECT * FROM cognito_passkeys WHERE user_key = ? ORDER BY sequence",
  );
  const select = database.prepare("SELECT * FROM cognito_passkeys WHERE id = ? AND user_key = ?");
  const writeCounter = database.prepare(
    "UPDATE cognito_passkeys SET counter = ? WHERE id = ? AND counter = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_passkeys WHERE id = ?");

  return {
    startRegistration: (user, { clientId, challenge, relyingPartyId, expiresAt }) => {
      replaceRegistration.run(user.key, clientId, challenge, relyingPartyId, expiresAt);
    },
    takeRegistration(user) {
      const row = takeRegistration.get(user.key);
      return row
        ? Object.freeze({
            clientId: text(row, "client_id"),
            challenge: text(row, "challenge"),
            relyingPartyId: text(row, "relying_party_id"),
            expiresAt: integer(row, "expires_at"),
          })
        : null;
    },
    add(user, { id, publicKey, counter, transports, attachment, relyingPartyId }) {
      try {
        const transportsJson = JSON.stringify(transports);
        insert.run(id, user.key, publicKey, counter, transportsJson, attachment, relyingPartyId, clock.now());
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
    ofUser: (user) => selectOfUser.all(user.key).map(toPasskey),
    find(user, id) {
      const row = select.get(id, user.key);
      return row ? toPasskey(row) : null;
    },
    count: ({ id, counter: before }, counter) => writeCounter.run(counter, id, before).changes === 1,
    delete: ({ id }) => {
      remove.run(id);
    },
  };
}

function toPasskey(row: Row): Passkey {
  return freeze({
    sequence: integer(row, "sequence"),
    id: text(row, "id"),
    userKey: integer(row, "user_key"),
    publicKey: blob(row, "public_key"),
    counter: integer(row, "counter"),
    transports: json(row, "transports") as string[],
    attachment: optionalText(row, "attachment"),
    relyingPartyId: text(row, "relying_party_id"),
    createdAt: integer(row, "created_at"),
  });
}
