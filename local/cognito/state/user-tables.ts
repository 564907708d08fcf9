import { foldCase } from "../domain/fold-case.ts";

/** Attributes that ListUsers filters by; a generated column and an index each, over their folded values. */
export const searchableAttributes = [
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
] as const;

/** What is kept beside the attributes to find a user by: "all searches are case-insensitive" (how-to-manage-user-accounts). */
export function searchTermsOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    searchableAttributes.flatMap((name) => {
      const value = attributes[name];
      return value === undefined ? [] : [[name, foldCase(value)]];
    }),
  );
}

export const userTables = `
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
  search_terms TEXT NOT NULL,
  ${searchableAttributes.map((name) => `${name} TEXT GENERATED ALWAYS AS (search_terms ->> '${name}') VIRTUAL`).join(",\n  ")},
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
`;
