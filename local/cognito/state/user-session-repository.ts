import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, optionalText, type Row, text } from "../../state/row.ts";
import type { SessionKind } from "../domain/session-id.ts";
import type { User } from "./user-repository.ts";

/** Where a session was used last. */
export interface SessionPlace {
  readonly deviceType: string;
  readonly address: string;
}

/** A session that Cognito tracks. Times are milliseconds since the Unix epoch. */
export interface UserSession extends SessionPlace {
  readonly id: string;
  readonly kind: SessionKind;
  readonly userKey: number;
  readonly clientId: string;
  /** The token family of a token session. */
  readonly origin: string | null;
  /** The SSO session that a token session came through. */
  readonly ssoId: string | null;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly expiresAt: number;
}

type NewSession = Omit<UserSession, "createdAt" | "lastActiveAt">;

/**
 * The sessions of pools that track them. One is active until it expires or is ended; a token session also ends with its token
 * family, whatever revokes that.
 */
export interface UserSessionRepository {
  open(session: NewSession): void;
  /** An active session of the user. */
  find(user: User, id: string): UserSession | null;
  /** The active session of a token family. */
  ofFamily(origin: string): UserSession | null;
  /** All active sessions of the user, the least recently used first. */
  active(user: User): readonly UserSession[];
  /** Active token sessions that came through an SSO session. */
  through(ssoId: string): readonly UserSession[];
  /** An SSO session that is active. */
  isActive(ssoId: string): boolean;
  /** The session was used just now. @param place unchanged if it is not given */
  touch(id: string, place?: SessionPlace): void;
  end(id: string): void;
}

export const userSessionTables = `
CREATE TABLE IF NOT EXISTS cognito_user_sessions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  origin TEXT UNIQUE REFERENCES cognito_token_families (origin) ON DELETE CASCADE,
  sso_id TEXT,
  created_at INTEGER NOT NULL,
  last_active_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  device_type TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_user_sessions_by_user ON cognito_user_sessions (user_key, last_active_at);
CREATE INDEX IF NOT EXISTS cognito_user_sessions_by_sso ON cognito_user_sessions (sso_id) WHERE sso_id IS NOT NULL;
`;

const ACTIVE = `
  SELECT session.* FROM cognito_user_sessions AS session
  LEFT JOIN cognito_token_families AS family ON family.origin = session.origin
  WHERE session.expires_at > ? AND family.revoked_at IS NULL`;

export function createUserSessionRepository(database: DatabaseSync, clock: Clock): UserSessionRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_user_sessions
      (id, kind, user_key, client_id, origin, sso_id, created_at, last_active_at, expires_at, device_type, address)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const purge = database.prepare("DELETE FROM cognito_user_sessions WHERE user_key = ? AND expires_at <= ?");
  const selectOne = database.prepare(`${ACTIVE} AND session.user_key = ? AND session.id = ?`);
  const selectOfFamily = database.prepare(`${ACTIVE} AND session.origin = ?`);
  const selectAll = database.prepare(
    `${ACTIVE} AND session.user_key = ? ORDER BY session.last_active_at, session.sequence`,
  );
  const selectThrough = database.prepare(`${ACTIVE} AND session.sso_id = ? ORDER BY session.sequence`);
  const selectSso = database.prepare(
    "SELECT id FROM cognito_user_sessions WHERE id = ? AND kind = 'SSO' AND expires_at > ?",
  );
  const writeUse = database.prepare("UPDATE cognito_user_sessions SET last_active_at = ? WHERE id = ?");
  const writePlace = database.prepare(
    "UPDATE cognito_user_sessions SET device_type = ?, address = ? WHERE id = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_user_sessions WHERE id = ?");

  const read = (row: Row | undefined): UserSession | null => (row ? toSession(row) : null);

  return {
    open({ id, kind, userKey, clientId, origin, ssoId, expiresAt, deviceType, address }) {
      const now = clock.now();
      purge.run(userKey, now);
      insert.run(id, kind, userKey, clientId, origin, ssoId, now, now, expiresAt, deviceType, address);
    },
    find: (user, id) => read(selectOne.get(clock.now(), user.key, id)),
    ofFamily: (origin) => read(selectOfFamily.get(clock.now(), origin)),
    active: (user) => selectAll.all(clock.now(), user.key).map(toSession),
    through: (ssoId) => selectThrough.all(clock.now(), ssoId).map(toSession),
    isActive: (ssoId) => selectSso.get(ssoId, clock.now()) !== undefined,
    touch(id, place) {
      writeUse.run(clock.now(), id);
      if (place) writePlace.run(place.deviceType, place.address, id);
    },
    end: (id) => {
      remove.run(id);
    },
  };
}

function toSession(row: Row): UserSession {
  return freeze({
    id: text(row, "id"),
    kind: text(row, "kind") as SessionKind,
    userKey: integer(row, "user_key"),
    clientId: text(row, "client_id"),
    origin: optionalText(row, "origin"),
    ssoId: optionalText(row, "sso_id"),
    createdAt: integer(row, "created_at"),
    lastActiveAt: integer(row, "last_active_at"),
    expiresAt: integer(row, "expires_at"),
    deviceType: text(row, "device_type"),
    address: text(row, "address"),
  });
}
