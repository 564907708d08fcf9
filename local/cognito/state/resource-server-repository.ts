import type { DatabaseSync } from "node:sqlite";
import { freeze } from "../../state/frozen.ts";
import { isUniqueViolation, json, type Row, text, written } from "../../state/row.ts";
import { resourceServerExists, resourceServerNotFound } from "../errors/resource-errors.ts";
import type { Pool } from "./pool-repository.ts";

export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

export interface ResourceServerRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(pool: Pool, identifier: string): ResourceServer;
  /** @throws ServiceError InvalidParameterException where the identifier is taken. */
  create(pool: Pool, server: Omit<ResourceServer, "poolId">): ResourceServer;
  update(server: ResourceServer, changes: Pick<ResourceServer, "name" | "scopes">): ResourceServer;
  delete(server: ResourceServer): void;
  /** All of the pool, by identifier. */
  all(pool: Pool): readonly ResourceServer[];
}

export const resourceServerTables = `
CREATE TABLE IF NOT EXISTS cognito_resource_servers (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  identifier TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  PRIMARY KEY (pool_id, identifier)
) STRICT, WITHOUT ROWID;
`;

export function createResourceServerRepository(database: DatabaseSync): ResourceServerRepository {
  const select = database.prepare(
    "SELECT * FROM cognito_resource_servers WHERE pool_id = ? AND identifier = ?",
  );
  const insert = database.prepare(`
    INSERT INTO cognito_resource_servers (pool_id, identifier, name, scopes) VALUES (?, ?, ?, ?) RETURNING *`);
  const write = database.prepare(`
    UPDATE cognito_resource_servers SET name = ?, scopes = ? WHERE pool_id = ? AND identifier = ? RETURNING *`);
  const remove = database.prepare(
    "DELETE FROM cognito_resource_servers WHERE pool_id = ? AND identifier = ?",
  );
  const selectAll = database.prepare(
    "SELECT * FROM cognito_resource_servers WHERE pool_id = ? ORDER BY identifier",
  );

  return {
    require(pool, identifier) {
      const row = select.get(pool.id, identifier);
      if (!row) throw resourceServerNotFound(identifier);
      return toResourceServer(row);
    },
    create(pool, { identifier, name, scopes }) {
      try {
        return toResourceServer(written(insert.get(pool.id, identifier, name, JSON.stringify(scopes))));
      } catch (error) {
        throw isUniqueViolation(error) ? resourceServerExists(identifier, pool.id) : error;
      }
    },
    update: (server, { name, scopes }) =>
      toResourceServer(written(write.get(name, JSON.stringify(scopes), server.poolId, server.identifier))),
    delete: (server) => {
      remove.run(server.poolId, server.identifier);
    },
    all: (pool) => selectAll.all(pool.id).map(toResourceServer),
  };
}

function toResourceServer(row: Row): ResourceServer {
  return freeze({
    poolId: text(row, "pool_id"),
    identifier: text(row, "identifier"),
    name: text(row, "name"),
    scopes: json(row, "scopes") as ResourceServer["scopes"],
  });
}
