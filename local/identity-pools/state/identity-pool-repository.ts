import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { IdentityPool as WireIdentityPool } from "@aws-sdk/client-cognito-identity";
import type { Validated } from "../../protocol/sdk-types.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, type Row, text, written } from "../../state/row.ts";
import type { RoleMapping, TagMap } from "../domain/role-mapping.ts";
import { poolNotFound } from "../errors.ts";

/** An identity pool's configuration with AWS's member names. */
type IdentityPoolSettings = Omit<Validated<WireIdentityPool>, "IdentityPoolId">;

interface PoolRoles {
  readonly roles: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, RoleMapping>>;
}

export interface IdentityPool {
  /** Increases with each creation; clients never see it. */
  readonly sequence: number;
  /** `us-east-1:uuid` */
  readonly id: string;
  readonly settings: IdentityPoolSettings;
  readonly roles: PoolRoles;
  /** By provider name. */
  readonly tagMaps: Readonly<Record<string, TagMap>>;
}

export interface IdentityPoolRepository {
  /** @throws ServiceError ResourceNotFoundException */
  require(id: string): IdentityPool;
  find(id: string): IdentityPool | null;
  /** @param id random by default */
  create(region: string, settings: IdentityPoolSettings, id?: string): IdentityPool;
  update(
    pool: IdentityPool,
    changes: Partial<Pick<IdentityPool, "settings" | "roles" | "tagMaps">>,
  ): IdentityPool;
  delete(pool: IdentityPool): void;
  /** The pools of a region, in order of creation. */
  list(
    region: string,
    page: { readonly limit: number; readonly after: number | null },
  ): readonly IdentityPool[];
}

/** `us-east-1` of `us-east-1:uuid`, the id of a pool or of an identity. */
export const regionOf = (id: string): string => id.slice(0, id.lastIndexOf(":"));

/** Only the pools of one region. */
export function identityPoolsIn(pools: IdentityPoolRepository, region: string): IdentityPoolRepository {
  const find = (id: string) => (regionOf(id) === region ? pools.find(id) : null);
  return { ...pools, find, require: requiring(find) };
}

function requiring(find: IdentityPoolRepository["find"]): IdentityPoolRepository["require"] {
  return (id) => {
    const pool = find(id);
    if (pool === null) throw poolNotFound(id);
    return pool;
  };
}

export const identityPoolTables = `
CREATE TABLE IF NOT EXISTS identity_pools (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  settings TEXT NOT NULL,
  roles TEXT NOT NULL,
  tag_maps TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS identity_pools_by_region ON identity_pools (region, sequence);
`;

export function createIdentityPoolRepository(database: DatabaseSync): IdentityPoolRepository {
  const select = database.prepare("SELECT * FROM identity_pools WHERE id = ?");
  const insert = database.prepare(
    "INSERT INTO identity_pools (id, region, settings, roles, tag_maps) VALUES (?, ?, ?, ?, '{}') RETURNING *",
  );
  const write = database.prepare(
    "UPDATE identity_pools SET settings = ?, roles = ?, tag_maps = ? WHERE id = ? RETURNING *",
  );
  const remove = database.prepare("DELETE FROM identity_pools WHERE id = ?");
  const selectPage = database.prepare(
    "SELECT * FROM identity_pools WHERE region = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const noRoles: PoolRoles = { roles: {}, mappings: {} };

  function find(id: string): IdentityPool | null {
    const row = select.get(id);
    return row ? toPool(row) : null;
  }

  return {
    find,
    require: requiring(find),
    create(region, settings, id = `${region}:${randomUUID()}`) {
      const documents = [settings, noRoles].map((document) => JSON.stringify(document));
      return toPool(written(insert.get(id, region, ...documents)));
    },
    update(pool, { settings = pool.settings, roles = pool.roles, tagMaps = pool.tagMaps }) {
      const documents = [settings, roles, tagMaps].map((document) => JSON.stringify(document));
      return toPool(written(write.get(...documents, pool.id)));
    },
    delete: ({ id }) => {
      remove.run(id);
    },
    list: (region, { limit, after }) => selectPage.all(region, after ?? 0, limit).map(toPool),
  };
}

function toPool(row: Row): IdentityPool {
  return freeze({
    sequence: integer(row, "sequence"),
    id: text(row, "id"),
    settings: json(row, "settings") as IdentityPoolSettings,
    roles: json(row, "roles") as PoolRoles,
    tagMaps: json(row, "tag_maps") as Record<string, TagMap>,
  });
}
