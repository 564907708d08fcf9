import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { IdentityPool as WireIdentityPool } from "@aws-sdk/client-cognito-identity";
import { freeze } from "../../cognito/state/frozen.ts";
import { integer, json, type Row, text, written } from "../../cognito/state/row.ts";
import type { Validated } from "../../protocol/sdk-types.ts";
import type { RoleMapping, TagMap } from "../domain/role-mapping.ts";
import { poolNotFound } from "../errors.ts";

/** An identity pool's configuration in AWS's own words. */
export type IdentityPoolSettings = Omit<Validated<WireIdentityPool>, "IdentityPoolId">;

interface PoolRoles {
  readonly roles: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, RoleMapping>>;
}

export interface IdentityPool {
  /** Grows with creation, never travels. */
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
  create(settings: IdentityPoolSettings): IdentityPool;
  update(
    pool: IdentityPool,
    changes: Partial<Pick<IdentityPool, "settings" | "roles" | "tagMaps">>,
  ): IdentityPool;
  delete(pool: IdentityPool): void;
  list(page: { readonly limit: number; readonly after: number | null }): readonly IdentityPool[];
}

export const identityPoolTables = `
CREATE TABLE IF NOT EXISTS identity_pools (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  settings TEXT NOT NULL,
  roles TEXT NOT NULL,
  tag_maps TEXT NOT NULL
) STRICT;
`;

export function createIdentityPoolRepository(database: DatabaseSync, region: string): IdentityPoolRepository {
  const select = database.prepare("SELECT * FROM identity_pools WHERE id = ?");
  const insert = database.prepare(
    "INSERT INTO identity_pools (id, settings, roles, tag_maps) VALUES (?, ?, ?, '{}') RETURNING *",
  );
  const write = database.prepare(
    "UPDATE identity_pools SET settings = ?, roles = ?, tag_maps = ? WHERE id = ? RETURNING *",
  );
  const remove = database.prepare("DELETE FROM identity_pools WHERE id = ?");
  const selectPage = database.prepare(
    "SELECT * FROM identity_pools WHERE sequence > ? ORDER BY sequence LIMIT ?",
  );
  const noRoles: PoolRoles = { roles: {}, mappings: {} };

  function find(id: string): IdentityPool | null {
    const row = select.get(id);
    return row ? toPool(row) : null;
  }

  return {
    find,
    require(id) {
      const pool = find(id);
      if (pool === null) throw poolNotFound(id);
      return pool;
    },
    create: (settings) =>
      toPool(
        written(insert.get(`${region}:${randomUUID()}`, JSON.stringify(settings), JSON.stringify(noRoles))),
      ),
    update(pool, { settings = pool.settings, roles = pool.roles, tagMaps = pool.tagMaps }) {
      const documents = [settings, roles, tagMaps].map((document) => JSON.stringify(document));
      return toPool(written(write.get(...documents, pool.id)));
    },
    delete: ({ id }) => {
      remove.run(id);
    },
    list: ({ limit, after }) => selectPage.all(after ?? 0, limit).map(toPool),
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
