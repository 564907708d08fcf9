import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { integer, isUniqueViolation, type Row, text } from "../../state/row.ts";
import type { Pool } from "./pool-repository.ts";
import type { User } from "./user-repository.ts";

/** A user's account at a provider. */
export interface ExternalIdentity {
  readonly provider: string;
  /** `Cognito_Subject`, or an attribute of the provider's answer. */
  readonly attribute: string;
  readonly value: string;
}

/** An identity that signs in as a user of the pool. */
interface LinkedIdentity extends ExternalIdentity {
  readonly userKey: number;
  /** Milliseconds since the Unix epoch. */
  readonly linkedAt: number;
}

export interface LinkedIdentityRepository {
  /** @returns whether it is linked now; an identity is linked to one user */
  link(pool: Pool, user: User, identity: ExternalIdentity): boolean;
  find(pool: Pool, identity: ExternalIdentity): LinkedIdentity | null;
  unlink(pool: Pool, identity: ExternalIdentity): void;
  /** In order of linking. */
  ofUser(user: User): readonly LinkedIdentity[];
}

export const linkedIdentityTables = `
CREATE TABLE IF NOT EXISTS cognito_linked_identities (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (pool_id, provider, attribute, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_linked_identities_by_user ON cognito_linked_identities (user_key, linked_at);
`;

export function createLinkedIdentityRepository(
  database: DatabaseSync,
  clock: Clock,
): LinkedIdentityRepository {
  const insert = database.prepare(`
    INSERT INTO cognito_linked_identities (pool_id, provider, attribute, value, user_key, linked_at)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const where = "pool_id = ? AND provider = ? AND attribute = ? AND value = ?";
  const select = database.prepare(`SELECT * FROM cognito_linked_identities WHERE ${where}`);
  const remove = database.prepare(`DELETE FROM cognito_linked_identities WHERE ${where}`);
  const selectOfUser = database.prepare(
    "SELECT * FROM cognito_linked_identities WHERE user_key = ? ORDER BY linked_at",
  );

  return {
    link(pool, user, { provider, attribute, value }) {
      try {
        insert.run(pool.id, provider, attribute, value, user.key, clock.now());
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
    find(pool, { provider, attribute, value }) {
      const row = select.get(pool.id, provider, attribute, value);
      return row ? toIdentity(row) : null;
    },
    unlink: (pool, { provider, attribute, value }) => {
      remove.run(pool.id, provider, attribute, value);
    },
    ofUser: (user) => selectOfUser.all(user.key).map(toIdentity),
  };
}

function toIdentity(row: Row): LinkedIdentity {
  return Object.freeze({
    provider: text(row, "provider"),
    attribute: text(row, "attribute"),
    value: text(row, "value"),
    userKey: integer(row, "user_key"),
    linkedAt: integer(row, "linked_at"),
  });
}
