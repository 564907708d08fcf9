import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { integer, isUniqueViolation, type Row, text, written } from "../../state/row.ts";
import { identityNotFound } from "../errors.ts";
import { type IdentityPool, regionOf } from "./identity-pool-repository.ts";

/** An identity, with its logins at providers. Times are milliseconds since the Unix epoch. */
export interface Identity {
  /** Increases with each creation; clients never see it. */
  readonly sequence: number;
  /** `us-east-1:uuid` */
  readonly id: string;
  readonly poolId: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** An account at a provider. */
export interface Login {
  readonly provider: string;
  readonly subject: string;
}

export interface IdentityRepository {
  /** @throws ServiceError ResourceNotFoundException */
  require(id: string): Identity;
  find(id: string): Identity | null;
  findByLogin(pool: IdentityPool, login: Login): Identity | null;
  create(pool: IdentityPool): Identity;
  delete(identity: Identity): void;
  /** @returns whether the login belongs to the identity now; a login belongs to at most one identity */
  link(identity: Identity, login: Login): boolean;
  unlink(identity: Identity, login: Login): void;
  logins(identity: Identity): readonly Login[];
  /** Moves all logins to the other identity and deletes the first. */
  merge(from: Identity, into: Identity): void;
  list(
    pool: IdentityPool,
    page: { readonly limit: number; readonly after: number | null },
  ): readonly Identity[];
}

export const identityTables = `
CREATE TABLE IF NOT EXISTS identities (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES identity_pools (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS identities_by_pool ON identities (pool_id, sequence);

CREATE TABLE IF NOT EXISTS identity_logins (
  pool_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
  PRIMARY KEY (pool_id, provider, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identity_logins_by_identity ON identity_logins (identity_id);
`;

/** Only the identities of one region. */
export function identitiesIn(identities: IdentityRepository, region: string): IdentityRepository {
  const find = (id: string) => (regionOf(id) === region ? identities.find(id) : null);
  return { ...identities, find, require: requiring(find) };
}

function requiring(find: IdentityRepository["find"]): IdentityRepository["require"] {
  return (id) => {
    const identity = find(id);
    if (identity === null) throw identityNotFound(id);
    return identity;
  };
}

export function createIdentityRepository(database: DatabaseSync, clock: Clock): IdentityRepository {
  const select = database.prepare("SELECT * FROM identities WHERE id = ?");
  const selectByLogin = database.prepare(`
    SELECT i.* FROM identity_logins l JOIN identities i ON i.id = l.identity_id
    WHERE l.pool_id = ? AND l.provider = ? AND l.subject = ?`);
  const insert = database.prepare(
    "INSERT INTO identities (id, pool_id, created_at, modified_at) VALUES (?, ?, ?, ?) RETURNING *",
  );
  const touch = database.prepare("UPDATE identities SET modified_at = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM identities WHERE id = ?");
  const insertLogin = database.prepare(
    "INSERT INTO identity_logins (pool_id, provider, subject, identity_id) VALUES (?, ?, ?, ?)",
  );
  const removeLogin = database.prepare(
    "DELETE FROM identity_logins WHERE identity_id = ? AND provider = ? AND subject = ?",
  );
  const selectLogins = database.prepare(
    "SELECT provider, subject FROM identity_logins WHERE identity_id = ? ORDER BY provider, subject",
  );
  const moveLogins = database.prepare("UPDATE identity_logins SET identity_id = ? WHERE identity_id = ?");
  const selectPage = database.prepare(
    "SELECT * FROM identities WHERE pool_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );

  function find(id: string): Identity | null {
    const row = select.get(id);
    return row ? toIdentity(row) : null;
  }

  return {
    find,
    require: requiring(find),
    findByLogin(pool, { provider, subject }) {
      const row = selectByLogin.get(pool.id, provider, subject);
      return row ? toIdentity(row) : null;
    },
    create(pool) {
      const now = clock.now();
      return toIdentity(written(insert.get(`${regionOf(pool.id)}:${randomUUID()}`, pool.id, now, now)));
    },
    delete: ({ id }) => {
      remove.run(id);
    },
    link({ id, poolId }, { provider, subject }) {
      try {
        insertLogin.run(poolId, provider, subject, id);
        touch.run(clock.now(), id);
        return true;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        return selectByLogin.get(poolId, provider, subject)?.id === id;
      }
    },
    unlink({ id }, { provider, subject }) {
      removeLogin.run(id, provider, subject);
      touch.run(clock.now(), id);
    },
    logins: ({ id }) =>
      selectLogins.all(id).map((row) => ({ provider: text(row, "provider"), subject: text(row, "subject") })),
    merge(from, into) {
      moveLogins.run(into.id, from.id);
      remove.run(from.id);
      touch.run(clock.now(), into.id);
    },
    list: (pool, { limit, after }) => selectPage.all(pool.id, after ?? 0, limit).map(toIdentity),
  };
}

function toIdentity(row: Row): Identity {
  return Object.freeze({
    sequence: integer(row, "sequence"),
    id: text(row, "id"),
    poolId: text(row, "pool_id"),
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
  });
}
