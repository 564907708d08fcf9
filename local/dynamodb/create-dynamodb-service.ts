/**
 * DynamoDB of the local cloud: dynalite behind the local cloud's port, loaded with the first request that needs it.
 */
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { join } from "node:path";
import type { ServiceError } from "../protocol/service-error.ts";
import { drainBody } from "../server/read-body.ts";
import { answerStoreErrors } from "./answer-store-errors.ts";
import { renderDynamoDbError } from "./render-dynamodb-error.ts";

/** The `CreateTable` members that the local DynamoDB knows. */
export interface TableDefinition extends Readonly<Record<string, unknown>> {
  readonly TableName: string;
}

export interface DynamoDbService {
  /** Answers a request whose body has not been read. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a request whose body has not been read with an error, and does not look at it. */
  refuse(request: IncomingMessage, response: ServerResponse, error: ServiceError): Promise<void>;
  /** Declares a table: it is there before the first request is answered. */
  ensureTable(definition: TableDefinition): void;
  /** A table that was declared, by its name. */
  findTable(name: string): TableDefinition | undefined;
  /** Does work while the tables are closed, on files that nothing writes: requests that come meanwhile are answered afterwards. */
  whileClosed<Result>(work: () => Result): Promise<Result>;
  close(): Promise<void>;
}

interface DynamoDbOptions {
  /** Where tables are kept, or `:memory:`. */
  readonly directory: string;
  /** Told of what the store could not do; clients learn nothing of it. */
  readonly onFault: (error: unknown) => void;
}

/**
 * dynalite says of a store that it can't open that it is closed, or nothing at all: what keeps the folder from being written is found
 * here.
 *
 * @throws the error of the file system
 */
function checkWritable(directory: string): void {
  if (directory === ":memory:") return;
  const probe = join(directory, ".probe");
  mkdirSync(directory, { recursive: true });
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Enough for a disk that is full to show. */
const PROBE_BYTES = 65_536;

export function createDynamoDbService({ directory, onFault }: DynamoDbOptions): DynamoDbService {
  const declared = new Map<string, TableDefinition>();
  const underWay = new Set<Promise<void>>();
  /** Resolves when the tables may be opened again; null while they may. */
  let closed: Promise<void> | null = null;
  let loading: Promise<Server> | undefined;
  let stopTelling = () => {};
  const loaded = (): Promise<Server> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined; // the next request tries again
      throw error;
    });
    return loading;
  };

  async function load(): Promise<Server> {
    checkWritable(directory);
    stopTelling = answerStoreErrors(onFault);
    const { default: dynalite } = await import("dynalite");
    const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
    const server = dynalite(directory === ":memory:" ? atOnce : { ...atOnce, path: directory });
    await listening(server, async (url) => {
      for (const table of declared.values()) {
        await call(url, "CreateTable", table, "ResourceInUseException");
        await untilActive(url, table.TableName);
      }
    });
    return server;
  }

  async function closeTables(): Promise<void> {
    // Work that finds its store closed throws where no caller can catch it.
    await Promise.all(underWay);
    const server = await loading?.catch(() => undefined);
    if (server !== undefined) await closeStore(server);
    loading = undefined;
  }

  return {
    handle: async (request, response) => {
      while (closed !== null) await closed;
      const done = untilAnswered(request, response);
      underWay.add(done);
      void done.then(() => underWay.delete(done));
      const server = await loaded();
      // It never listens for long: requests that came in by our port are handed to it.
      server.emit("request", request, response);
    },
    refuse: async (request, response, error) => {
      await drainBody(request);
      const { status, headers, body } = renderDynamoDbError(error, request.headers);
      response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
    },
    ensureTable: (definition) => {
      declared.set(definition.TableName, definition);
    },
    findTable: (name) => declared.get(name),
    whileClosed: async (work) => {
      while (closed !== null) await closed;
      const { promise, resolve } = Promise.withResolvers<void>();
      closed = promise;
      try {
        await closeTables();
        return work();
      } finally {
        closed = null;
        resolve();
      }
    },
    close: async () => {
      while (closed !== null) await closed;
      await closeTables();
      stopTelling();
    },
  };
}

/**
 * Until dynalite has said what it has to say, whether or not the client is still there to hear it; a request that breaks off before its
 * end is never worked on.
 */
function untilAnswered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = response.end.bind(response);
    response.end = ((...content: Parameters<typeof end>) => {
      resolve();
      return end(...content);
    }) as typeof response.end;
    request.once("close", () => {
      if (!request.complete) resolve();
    });
  });
}

/**
 * Lets dynalite listen, for as long as the work takes, on a port that is not announced: it takes requests of ours and closes its
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

/** A table takes requests a few turns of the event loop after it was made. */
async function untilActive(url: string, TableName: string): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const answer = await send(url, "DescribeTable", { TableName });
    const { Table } = (await answer.json()) as { Table?: { TableStatus: string } };
    if (Table?.TableStatus === "ACTIVE") return;
  }
  throw new Error(`the local DynamoDB does not bring up the table ${TableName}`);
}

/** Calls an operation; an error of that name means that there is nothing to do. */
async function call(url: string, operation: string, input: unknown, harmless: string): Promise<void> {
  const answer = await send(url, operation, input);
  const text = await answer.text();
  if (!answer.ok && !text.includes(harmless))
    throw new Error(`the local DynamoDB refused ${operation}: ${text}`);
}

function send(url: string, operation: string, input: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-date": "local",
      authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
    },
    body: JSON.stringify(input),
  });
}
