import { randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, type Row, text } from "../../state/row.ts";
import { userPoolNotFound } from "../errors/resource-errors.ts";
import type { PoolSettings } from "./pool-settings.ts";

/** A user pool. Times are milliseconds since the Unix epoch. */
export interface Pool {
  /** Grows with every one that is made: the order of lists. */
  readonly key: number;
  /** `us-east-1_Ab12Cd34E` */
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: PoolSettings;
  /** Only of a secondary replica: `region` is its own. */
  readonly primaryRegion?: string;
}

export interface PoolRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(poolId: string): Pool;
  find(poolId: string): Pool | null;
  create(pool: {
    /** Random where it is left out. */
    readonly id?: string;
    readonly name: string;
    readonly region: string;
    readonly settings: PoolSettings;
  }): Pool;
  update(pool: Pool, changes: { readonly name?: string; readonly settings?: PoolSettings }): Pool;
  /** Deletes the pool with everything in it. */
  delete(pool: Pool): void;
  /** A region's, in order of creation. `after` is the last pool of the page before. */
  list(region: string, page: { readonly limit: number; readonly after: number }): readonly Pool[];
}

/** {@link PoolRepository.require} for a way to find pools. */
export function requiring(find: PoolRepository["find"]): PoolRepository["require"] {
  return (poolId) => {
    const pool = find(poolId);
    if (!pool) throw userPoolNotFound(poolId);
    return pool;
  };
}

export const poolTables = `
CREATE TABLE IF NOT EXISTS cognito_pools (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_pools_by_region ON cognito_pools (region, key);
`;

/** Pools are few and asked for by every request, so they are kept in memory too; this repository is their only writer. */
export function createPoolRepository(database: DatabaseSync, clock: Clock): PoolRepository {
  const known = new Map<string, Pool>();
  const selectById = database.prepare("SELECT * FROM cognito_pools WHERE id = ?");
  const insert = database.prepare(
    "INSERT INTO cognito_pools (id, region, name, created_at, modified_at, settings) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const write = database.prepare(
    "UPDATE cognito_pools SET name = ?, modified_at = ?, settings = ? WHERE id = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_pools WHERE id = ?");
  const selectPage = database.prepare(`
    SELECT * FROM cognito_pools WHERE region = ? AND key > ? ORDER BY key LIMIT ?`);

  function find(poolId: string): Pool | null {
    const cached = known.get(poolId);
    if (cached) return cached;
    const row = selectById.get(poolId);
    if (!row) return null;
    const pool = toPool(row);
    known.set(poolId, pool);
    return pool;
  }

  const require = requiring(find);

  return {
    find,
    require,
    create({ name, region, settings, id = `${region}_${randomPoolName()}` }) {
      const now = clock.now();
      insert.run(id, region, name, now, now, JSON.stringify(settings));
      return require(id);
    },
    update(pool, { name = pool.name, settings = pool.settings }) {
      known.delete(pool.id);
      write.run(name, clock.now(), JSON.stringify(settings), pool.id);
      return require(pool.id);
    },
    delete(pool) {
      known.delete(pool.id);
      remove.run(pool.id);
    },
    list: (region, { limit, after }) => selectPage.all(region, after, limit).map(toPool),
  };
}

function toPool(row: Row): Pool {
  return freeze({
    key: integer(row, "key"),
    id: text(row, "id"),
    region: text(row, "region"),
    name: text(row, "name"),
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
    settings: json(row, "settings") as PoolSettings,
  });
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Nine letters and digits, as AWS's: `Ab12Cd34E`. */
function randomPoolName(): string {
  return Array.from({ length: 9 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
