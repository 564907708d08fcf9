import type { DatabaseSync } from "node:sqlite";

/**
 * The tables of Cognito's part of the database. Every look-up that a request makes has its index, so that nothing depends on
 * how many users there are; uniqueness is the database's to hold, so that of two concurrent sign-ups exactly one wins.
 * Times are milliseconds since the Unix epoch.
 */
export function createTables(database: DatabaseSync): void {
  database.exec(tables);
}

/** Attributes that ListUsers filters by; a generated column and an index each. */
export const searchableAttributes = [
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
] as const;

const tables = `
CREATE TABLE IF NOT EXISTS cognito_secrets (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cognito_pools (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_signing_keys (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  kid TEXT NOT NULL,
  private_key TEXT NOT NULL,
  PRIMARY KEY (pool_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cognito_clients (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  secret TEXT,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_clients_by_pool ON cognito_clients (pool_id, key);

CREATE TABLE IF NOT EXISTS cognito_resource_servers (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  identifier TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  PRIMARY KEY (pool_id, identifier)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cognito_users (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL,
  sub TEXT NOT NULL,
  status TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  signed_out_at INTEGER,
  attributes TEXT NOT NULL,
  ${searchableAttributes.map((name) => `${name} TEXT GENERATED ALWAYS AS (attributes ->> '${name}') VIRTUAL`).join(",\n  ")},
  UNIQUE (pool_id, username_key),
  UNIQUE (pool_id, sub)
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_users_by_creation ON cognito_users (pool_id, key);
CREATE INDEX IF NOT EXISTS cognito_users_by_username ON cognito_users (pool_id, username, key);
CREATE INDEX IF NOT EXISTS cognito_users_by_status ON cognito_users (pool_id, status, key);
CREATE INDEX IF NOT EXISTS cognito_users_by_enabled ON cognito_users (pool_id, enabled, key);
${searchableAttributes
  .map(
    (name) =>
      `CREATE INDEX IF NOT EXISTS cognito_users_by_${name} ON cognito_users (pool_id, ${name}, key) WHERE ${name} IS NOT NULL;`,
  )
  .join("\n")}

CREATE TABLE IF NOT EXISTS cognito_aliases (
  pool_id TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value_key TEXT NOT NULL,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  PRIMARY KEY (pool_id, value_key, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_aliases_by_user ON cognito_aliases (user_key);

CREATE TABLE IF NOT EXISTS cognito_credentials (
  user_key INTEGER PRIMARY KEY REFERENCES cognito_users (key) ON DELETE CASCADE,
  salt BLOB NOT NULL,
  verifier BLOB NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_password_history (
  key INTEGER PRIMARY KEY,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  salt BLOB NOT NULL,
  verifier BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_password_history_by_user ON cognito_password_history (user_key, key);

CREATE TABLE IF NOT EXISTS cognito_groups (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  role_arn TEXT,
  precedence INTEGER,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (pool_id, name)
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_group_members (
  group_key INTEGER NOT NULL REFERENCES cognito_groups (key) ON DELETE CASCADE,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  PRIMARY KEY (group_key, user_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_group_members_by_user ON cognito_group_members (user_key);

CREATE TABLE IF NOT EXISTS cognito_codes (
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (user_key, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cognito_attempts (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, subject, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_attempts_by_age ON cognito_attempts (last_at);

CREATE TABLE IF NOT EXISTS cognito_challenge_sessions (
  hash BLOB PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES cognito_clients (id) ON DELETE CASCADE,
  user_key INTEGER REFERENCES cognito_users (key) ON DELETE CASCADE,
  username TEXT NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_expiry ON cognito_challenge_sessions (expires_at);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_pool ON cognito_challenge_sessions (pool_id);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_client ON cognito_challenge_sessions (client_id);
CREATE INDEX IF NOT EXISTS cognito_challenge_sessions_by_user ON cognito_challenge_sessions (user_key);

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
