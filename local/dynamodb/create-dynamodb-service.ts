/**
 * DynamoDB of the local cloud: dynalite behind the local cloud's port, loaded with the first request that needs it.
 */
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";

/** The `CreateTable` members that the local DynamoDB knows. */
export interface TableDefinition extends Readonly<Record<string, unknown>> {
  readonly TableName: string;
}

export interface DynamoDbService {
  /** Answers a request whose body has not been read. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Declares a table: it is there before the first request is answered. */
  ensureTable(definition: TableDefinition): void;
  /** Declares that a table is gone. */
  dropTable(name: string): void;
  close(): Promise<void>;
}

interface DynamoDbOptions {
  /** Where tables are kept, or `:memory:`. */
  readonly directory: string;
}

export function createDynamoDbService({ directory }: DynamoDbOptions): DynamoDbService {
  const declared = new Map<string, TableDefinition>();
  const dropped = new Set<string>();
  let loading: Promise<Server> | undefined;

  async function load(): Promise<Server> {
    const { default: dynalite } = await import("dynalite");
    const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
    const server = dynalite(directory === ":memory:" ? atOnce : { ...atOnce, path: directory });
    await listening(server, async (url) => {
      for (const name of dropped)
        await call(url, "DeleteTable", { TableName: name }, "ResourceNotFoundException");
      for (const table of declared.values()) await call(url, "CreateTable", table, "ResourceInUseException");
    });
    return server;
  }

  return {
    handle: async (request, response) => {
      loading ??= load();
      // dynalite is an HTTP server that never listens: it is handed requests that came in by our port.
      (await loading).emit("request", request, response);
    },
    ensureTable: (definition) => {
      declared.set(definition.TableName, definition);
      dropped.delete(definition.TableName);
    },
    dropTable: (name) => {
      declared.delete(name);
      dropped.add(name);
    },
    close: async () => {
      if (loading !== undefined) await closeStore(await loading);
    },
  };
}

/**
 * Lets dynalite listen, for as long as the work takes, on a port nobody knows: it takes requests of ours and closes its
 * store only as a server that listens.
 */
async function listening(server: Server, work: (url: string) => Promise<void>): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  await work(`http://127.0.0.1:${address.port}`);
  await stopListening(server);
}

/** The server's own `close` would close the store with it. */
function stopListening(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()));
}

async function closeStore(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Calls an operation; an error of that name means that there is nothing to do. */
async function call(url: string, operation: string, input: unknown, harmless: string): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-date": "local",
      authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
    },
    body: JSON.stringify(input),
  });
  if (answer.ok) return;
  const text = await answer.text();
  if (!text.includes(harmless)) throw new Error(`the local DynamoDB refused ${operation}: ${text}`);
}
