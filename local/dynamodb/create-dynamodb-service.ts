/**
 * DynamoDB of the local cloud: dynalite behind the local cloud's port, loaded with the first request that needs it.
 */
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Clock } from "../clock.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { drainBody, readBody } from "../server/read-body.ts";
import { answerStoreErrors } from "./answer-store-errors.ts";
import { observeStores, type StoreObserver } from "./observe-writes.ts";
import { renderDynamoDbAnswer, renderDynamoDbError } from "./render-dynamodb-error.ts";
import { recordOf, STREAM_LABEL, type StreamRecord, type TableStream } from "./table-stream.ts";
import { type StoreAnswer, transactions } from "./transact-write-items.ts";

/** The `CreateTable` members that the local DynamoDB knows. */
export interface TableDefinition extends Readonly<Record<string, unknown>> {
  readonly TableName: string;
}

export interface DynamoDbService {
  /** Answers a request whose body has not been read. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a request whose body has not been read with an error, without reading it. */
  refuse(request: IncomingMessage, response: ServerResponse, error: ServiceError): Promise<void>;
  /** Declares a table: it exists before the first request is answered. */
  ensureTable(definition: TableDefinition): void;
  /** A table that was declared, by its name. */
  findTable(name: string): TableDefinition | undefined;
  /** Declares the stream of a table; null for none. */
  ensureStream(table: string, stream: Omit<TableStream, "keys"> | null): void;
  /** Receives the records of all streams, in the order of the writes. */
  onStreamRecord(listener: (record: StreamRecord) => void): void;
  /** Runs work while the tables are closed and nothing writes their files. Requests during that time are answered afterwards. */
  whileClosed<Result>(work: () => Result): Promise<Result>;
  close(): Promise<void>;
}

interface DynamoDbOptions {
  /** Where tables are kept, or `:memory:`. */
  readonly directory: string;
  readonly clock: Clock;
  /** Receives errors of the store; clients do not see them. */
  readonly onFault: (error: unknown) => void;
}

/**
 * For a store that it can't open, dynalite only says that it is closed, or nothing at all. This finds out why the folder can't
 * be written.
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

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

/** Enough bytes to notice a full disk. */
const PROBE_BYTES = 65_536;

export function createDynamoDbService({ directory, clock, onFault }: DynamoDbOptions): DynamoDbService {
  const declared = new Map<string, TableDefinition>();
  const streams = new Map<string, TableStream>();
  const listeners: ((record: StreamRecord) => void)[] = [];
  const observer: StoreObserver = {
    isObserved: (table) => streams.has(table),
    onChange: (table, before, after) => {
      const stream = streams.get(table);
      const record = stream === undefined ? null : recordOf({ before, after }, stream, clock);
      if (record !== null) for (const listener of listeners) listener(record);
    },
    describe: (table) => {
      const stream = streams.get(table);
      if (stream === undefined) return {};
      return {
        StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
        LatestStreamLabel: STREAM_LABEL,
        LatestStreamArn: stream.arn,
      };
    },
  };
  const underWay = new Set<Promise<void>>();
  /** Resolves when the tables may be opened again; null while they may. */
  let closed: Promise<void> | null = null;
  let loading: Promise<Server> | undefined;
  let stopTelling = () => {};
  const transact = transactions();
  const loaded = (): Promise<Server> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined; // the next request tries again
      throw error;
    });
    return loading;
  };

  async function load(): Promise<Server> {
    checkWritable(directory);
    observeStores();
    stopTelling = answerStoreErrors(onFault);
    const { default: dynalite } = await import("dynalite");
    const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, observer };
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
    // Work on a closed store throws where no caller can catch it.
    await Promise.all(underWay);
    const server = await loading?.catch(() => undefined);
    if (server !== undefined) await closeStore(server);
    loading = undefined;
  }

  /** Runs work while no request is under way. Requests during that time are answered afterwards. */
  async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    while (closed !== null) await closed;
    const { promise, resolve } = Promise.withResolvers<void>();
    closed = promise;
    try {
      await Promise.all(underWay);
      return await work();
    } finally {
      closed = null;
      resolve();
    }
  }

  async function writeTransaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MAX_TRANSACTION_BYTES);
    const answer = await alone(async () => {
      const server = await loaded();
      const input = JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
      await transact((operation, input) => callInside(server, operation, input), input);
    }).then(
      () => renderDynamoDbAnswer({}, request.headers),
      (error: unknown) => {
        if (error instanceof ServiceError) return renderDynamoDbError(error, request.headers);
        if (!(error instanceof SyntaxError)) onFault(error);
        const code = error instanceof SyntaxError ? "SerializationException" : "InternalServerError";
        const status = error instanceof SyntaxError ? 400 : 500;
        return renderDynamoDbError(new ServiceError(code, "", { status }), request.headers);
      },
    );
    const { status, headers, body: text } = answer;
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
  }

  return {
    handle: async (request, response) => {
      if (request.headers["x-amz-target"] === "DynamoDB_20120810.TransactWriteItems") {
        return writeTransaction(request, response);
      }
      while (closed !== null) await closed;
      const done = untilAnswered(request, response);
      underWay.add(done);
      void done.then(() => underWay.delete(done));
      const server = await loaded();
      // It never listens for long: requests to our port are handed over to it.
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
    ensureStream: (table, stream) => {
      if (stream === null) streams.delete(table);
      else streams.set(table, { ...stream, keys: keysOf(declared.get(table)) });
    },
    onStreamRecord: (listener) => void listeners.push(listener),
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
 * Waits until dynalite has answered, even if the client is gone. dynalite never processes an incomplete request.
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
 * Lets dynalite listen on an unannounced port while the work runs: dynalite accepts our requests and closes its store only as a
 * listening server.
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

/** A table accepts requests a few turns of the event loop after its creation. */
async function untilActive(url: string, TableName: string): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const answer = await send(url, "DescribeTable", { TableName });
    const { Table } = (await answer.json()) as { Table?: { TableStatus: string } };
    if (Table?.TableStatus === "ACTIVE") return;
  }
  throw new Error(`the local DynamoDB does not bring up the table ${TableName}`);
}

/** Calls an operation; the error with the given name means that there is nothing to do. */
async function call(url: string, operation: string, input: unknown, harmless: string): Promise<void> {
  const answer = await send(url, operation, input);
  const text = await answer.text();
  if (!answer.ok && !text.includes(harmless)) {
    throw new Error(`the local DynamoDB refused ${operation}: ${text}`);
  }
}

const headersOf = (operation: string) => ({
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": `DynamoDB_20120810.${operation}`,
  "x-amz-date": "local",
  authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
});

function send(url: string, operation: string, input: unknown): Promise<Response> {
  return fetch(url, { method: "POST", headers: headersOf(operation), body: JSON.stringify(input) });
}

/** Calls an operation without a port: the store gets a request like those that are handed over to it. */
function callInside(server: Server, operation: string, input: unknown): Promise<StoreAnswer> {
  const request = Object.assign(Readable.from([Buffer.from(JSON.stringify(input))], { objectMode: false }), {
    method: "POST",
    url: "/",
    headers: headersOf(operation),
  });
  return new Promise((resolve, reject) => {
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (body: string) => {
        try {
          resolve({ status: response.statusCode, body: JSON.parse(body) as StoreAnswer["body"] });
        } catch (error) {
          reject(error);
        }
      },
    };
    server.emit("request", request, response);
  });
}

/** The names of a table's keys. */
function keysOf(definition: TableDefinition | undefined): readonly string[] {
  const schema = (definition?.KeySchema ?? []) as readonly { readonly AttributeName: string }[];
  return schema.map(({ AttributeName }) => AttributeName);
}
