import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, optionalInteger, type Row, text } from "../../state/row.ts";
import { secretHash } from "../../state/secret-repository.ts";
import type { User } from "./user-repository.ts";

/** What later tokens of a sign-in repeat. */
export interface FamilyDetails {
  readonly eventId: string;
  readonly scopes: readonly string[];
  /** It began at the pool's domain: the scopes say what the tokens tell. */
  readonly isHosted?: boolean;
  /** RFC 8707 */
  readonly resource?: string;
  /** The device it is for, in a pool that tracks them. */
  readonly deviceKey?: string;
  /** How strongly the user authenticated, and by which methods: every token of the sign-in says the same. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** The user signed in at a provider, so `amr` tells the provider's methods. */
  readonly isFederated?: boolean;
}

/** All tokens that grew from one sign-in, told apart by `origin_jti`. Times are milliseconds since the Unix epoch. */
export interface TokenFamily {
  readonly origin: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly userKey: number;
  /** When the user was authenticated: `auth_time`. */
  readonly authenticatedAt: number;
  readonly revokedAt: number | null;
  readonly details: FamilyDetails;
}

/** A refresh token that is out; only its hash is kept. */
export interface RefreshToken {
  readonly family: TokenFamily;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When rotation put another in its place. */
  readonly replacedAt: number | null;
}

export interface RefreshTokenRepository {
  openFamily(family: Omit<TokenFamily, "revokedAt">): void;
  family(origin: string): TokenFamily | null;
  /** Keeps a refresh token that was just issued. */
  add(token: string, issued: { readonly origin: string; readonly expiresAt: number }): void;
  find(token: string): RefreshToken | null;
  /** Marks the token as rotated out. A second call changes nothing: the first moment counts for the grace period. */
  markReplaced(token: string): void;
  /** Revokes everything of one sign-in. */
  revoke(origin: string): void;
  /** Revokes what the user signed in for on one device (`details.deviceKey`). */
  revokeDevice(user: User, deviceKey: string): void;
  /** Revokes everything the user has out. */
  revokeAll(user: User): void;
}

export const refreshTokenTables = `
CREATE TABLE IF NOT EXISTS cognito_token_families (
  origin TEXT PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES cognito_clients (id) ON DELETE CASCADE,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  authenticated_at INTEGER NOT NULL,
  revoked_at INTEGER,
  details TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_token_families_by_user ON cognito_token_families (user_key, authenticated_at);
CREATE INDEX IF NOT EXISTS cognito_token_families_by_pool ON cognito_token_families (pool_id);
CREATE INDEX IF NOT EXISTS cognito_token_families_by_client ON cognito_token_families (client_id);

CREATE TABLE IF NOT EXISTS cognito_refresh_tokens (
  hash BLOB PRIMARY KEY,
  origin TEXT NOT NULL REFERENCES cognito_token_families (origin) ON DELETE CASCADE,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  replaced_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_refresh_tokens_by_origin ON cognito_refresh_tokens (origin);
`;

export function createRefreshTokenRepository(database: DatabaseSync, clock: Clock): RefreshTokenRepository {
  const insertFamily = database.prepare(`
    INSERT INTO cognito_token_families (origin, pool_id, client_id, user_key, authenticated_at, details)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const selectFamily = database.prepare("SELECT * FROM cognito_token_families WHERE origin = ?");
  const insertToken = database.prepare(
    "INSERT INTO cognito_refresh_tokens (hash, origin, issued_at, expires_at) VALUES (?, ?, ?, ?)",
  );
  const selectToken = database.prepare(`
    SELECT * FROM cognito_refresh_tokens JOIN cognito_token_families USING (origin) WHERE hash = ?`);
  const replaceToken = database.prepare(
    "UPDATE cognito_refresh_tokens SET replaced_at = ? WHERE hash = ? AND replaced_at IS NULL",
  );
  const revokeFamily = database.prepare(
    "UPDATE cognito_token_families SET revoked_at = ? WHERE origin = ? AND revoked_at IS NULL",
  );
  const revokeOfUser = database.prepare(
    "UPDATE cognito_token_families SET revoked_at = ? WHERE user_key = ? AND revoked_at IS NULL",
  );

  const revokeOfDevice = database.prepare(`
    UPDATE cognito_token_families SET revoked_at = ?
    WHERE user_key = ? AND details ->> 'deviceKey' = ? AND revoked_at IS NULL`);

  return {
    openFamily: ({ origin, poolId, clientId, userKey, authenticatedAt, details }) => {
      insertFamily.run(origin, poolId, clientId, userKey, authenticatedAt, JSON.stringify(details));
    },
    family(origin) {
      const row = selectFamily.get(origin);
      return row ? toFamily(row) : null;
    },
    add: (token, { origin, expiresAt }) => {
      insertToken.run(secretHash(token), origin, clock.now(), expiresAt);
    },
    find(token) {
      const row = selectToken.get(secretHash(token));
      return row
        ? Object.freeze({
            family: toFamily(row),
            issuedAt: integer(row, "issued_at"),
            expiresAt: integer(row, "expires_at"),
            replacedAt: optionalInteger(row, "replaced_at"),
          })
        : null;
    },
    markReplaced: (token) => {
      replaceToken.run(clock.now(), secretHash(token));
    },
    revoke: (origin) => {
      revokeFamily.run(clock.now(), origin);
    },
    revokeDevice: (user, deviceKey) => {
      revokeOfDevice.run(clock.now(), user.key, deviceKey);
    },
    revokeAll: (user) => {
      revokeOfUser.run(clock.now(), user.key);
    },
  };
}

function toFamily(row: Row): TokenFamily {
  return freeze({
    origin: text(row, "origin"),
    poolId: text(row, "pool_id"),
    clientId: text(row, "client_id"),
    userKey: integer(row, "user_key"),
    authenticatedAt: integer(row, "authenticated_at"),
    revokedAt: optionalInteger(row, "revoked_at"),
    details: json(row, "details") as FamilyDetails,
  });
}
