import { randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, json, type Row, text } from "../../state/row.ts";
import { clientNotFound } from "../errors/resource-errors.ts";
import type { Pool } from "./pool-repository.ts";
import type { ClientSettings } from "./pool-settings.ts";

/** A secret of an app client. No two of a client are of one time: AWS's id of a secret is made of it. */
export interface ClientSecret {
  readonly value: string;
  readonly createdAt: number;
  /** It came after the client: its value is never answered again. */
  readonly isAdded: boolean;
}

/** An app client. Times are milliseconds since the Unix epoch. */
export interface Client {
  /** Grows with every one that is made: the order of lists. */
  readonly key: number;
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  /** None for a public client; two while one takes the other's place. */
  readonly secrets: readonly ClientSecret[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: ClientSettings;
}

/** How it was made: by a request with credentials, or by registering itself. */
export const clientTypeOf = ({ settings }: Pick<Client, "settings">): "REGULAR" | "DCR" =>
  settings.ClientType ?? "REGULAR";

export interface ClientRepository {
  /** By id alone. */
  find(clientId: string): Client | null;
  /**
   * By id alone, as public operations name it; with `pool`, it must be that pool's.
   * @throws ServiceError ResourceNotFoundException, with AWS's text.
   */
  require(clientId: string, pool?: Pool): Client;
  create(
    pool: Pool,
    client: {
      /** Random where it is left out. */
      readonly id?: string;
      readonly name: string;
      readonly secrets: readonly ClientSecret[];
      readonly settings: ClientSettings;
    },
  ): Client;
  update(client: Client, changes: Partial<Pick<Client, "name" | "settings" | "secrets">>): Client;
  delete(client: Client): void;
  /** The pool went, and its clients with it. */
  forgetPool(pool: Pool): void;
  count(pool: Pool): number;
  /** In order of creation. */
  list(pool: Pool, page: { readonly limit: number; readonly after: number }): readonly Client[];
}

export const clientTables = `
CREATE TABLE IF NOT EXISTS cognito_clients (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  secrets TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_clients_by_pool ON cognito_clients (pool_id, key);
`;

/** Clients are few and asked for by every sign-in, so they are kept in memory too; this repository is their only writer. */
export function createClientRepository(database: DatabaseSync, clock: Clock): ClientRepository {
  const known = new Map<string, Client>();
  const selectById = database.prepare("SELECT * FROM cognito_clients WHERE id = ?");
  const insert = database.prepare(`
    INSERT INTO cognito_clients (id, pool_id, name, secrets, created_at, modified_at, settings) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const write = database.prepare(
    "UPDATE cognito_clients SET name = ?, modified_at = ?, settings = ?, secrets = ? WHERE id = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_clients WHERE id = ?");
  const selectPage = database.prepare(`
    SELECT * FROM cognito_clients WHERE pool_id = ? AND key > ? ORDER BY key LIMIT ?`);
  const selectCount = database.prepare("SELECT count(*) AS count FROM cognito_clients WHERE pool_id = ?");

  function find(clientId: string): Client | null {
    const cached = known.get(clientId);
    if (cached) return cached;
    const row = selectById.get(clientId);
    if (!row) return null;
    const client = toClient(row);
    known.set(clientId, client);
    return client;
  }

  function require(clientId: string, pool?: Pool): Client {
    const client = find(clientId);
    if (!client || (pool && client.poolId !== pool.id)) throw clientNotFound(clientId);
    return client;
  }

  return {
    find,
    require,
    create(pool, { id = randomClientId(), name, secrets, settings }) {
      const now = clock.now();
      insert.run(id, pool.id, name, JSON.stringify(secrets), now, now, JSON.stringify(settings));
      return require(id);
    },
    update(client, { name = client.name, settings = client.settings, secrets = client.secrets }) {
      known.delete(client.id);
      write.run(name, clock.now(), JSON.stringify(settings), JSON.stringify(secrets), client.id);
      return require(client.id);
    },
    delete(client) {
      known.delete(client.id);
      remove.run(client.id);
    },
    forgetPool(pool) {
      for (const client of known.values()) {
        if (client.poolId === pool.id) known.delete(client.id);
      }
    },
    count: (pool) => integer(selectCount.get(pool.id) ?? {}, "count"),
    list: (pool, { limit, after }) => selectPage.all(pool.id, after, limit).map(toClient),
  };
}

function toClient(row: Row): Client {
  return freeze({
    key: integer(row, "key"),
    id: text(row, "id"),
    poolId: text(row, "pool_id"),
    name: text(row, "name"),
    secrets: json(row, "secrets") as ClientSecret[],
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
    settings: json(row, "settings") as ClientSettings,
  });
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** 26 lower-case letters and digits, as AWS's. */
export function randomClientId(): string {
  return Array.from({ length: 26 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
