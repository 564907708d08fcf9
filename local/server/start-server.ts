import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../clock.ts";
import type { Around } from "../recorder/record-requests.ts";
import { type Exchange, type Handler, respondJson } from "./exchange.ts";
import { listenAddresses } from "./listen-addresses.ts";
import { type PrepareTls, splitConnections } from "./split-connections.ts";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Time limits for clients, in milliseconds. */
export interface Patience {
  /** For a connection's first byte. */
  readonly firstByte: number;
  /** For a request's headers, and for the handshake before them. */
  readonly headers: number;
  /** For a whole request. */
  readonly request: number;
}

/**
 * How long an idle connection stays open, in milliseconds: longer than clients keep one. With Node's five seconds, a client on
 * a busy machine could send its next request on a connection that is being closed.
 */
const KEEP_ALIVE_MS = 75_000;

const PATIENCE: Patience = { firstByte: 10_000, headers: 10_000, request: 120_000 };

export interface ServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** An IPv4 address to listen on besides loopback. */
  readonly host?: string;
  readonly handlers: readonly Handler[];
  /** Receives handlers' errors; the client does not see them. */
  readonly onFault: (error: unknown) => void;
  /**
   * The clock for the header `Date` of answers; by default the machine's. AWS's SDKs sign by it if it differs by minutes from
   * their own.
   */
  readonly clock?: Clock;
  /** Serves HTTPS on the same port, too. */
  readonly prepareTls?: PrepareTls;
  readonly patience?: Patience;
  /** Wraps the handling of each request. */
  readonly around?: Around;
}

/**
 * Serves a chain of handlers on one port of the loopback addresses, and of another address if it is given.
 *
 * @throws the listen error (`EADDRINUSE`) of the port
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port, handlers, onFault, clock, around = (_exchange, work) => work() } = options;
  const listener: RequestListener = (request, response) => {
    if (clock !== undefined) response.setHeader("date", new Date(clock.now()).toUTCString());
    const path = request.url?.startsWith("/") === true ? request.url : "/";
    const exchange = { request, response, url: new URL(`http://localhost${path}`) };
    void around(exchange, () => answer(exchange, handlers, onFault));
  };
  const [host = "", ...others] = listenAddresses(options.host);
  const first = await listen(listener, { ...options, host });
  const chosen = first.port;
  const servers = [first];
  for (const other of others) {
    try {
      servers.push(await listen(listener, { ...options, port: chosen, host: other }));
    } catch (error) {
      if (isPortBusy(error) && port !== 0) {
        await Promise.all(servers.map((server) => server.close()));
        throw error;
      }
    }
  }
  return {
    port: chosen,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

async function answer(
  exchange: Exchange,
  handlers: readonly Handler[],
  onFault: (error: unknown) => void,
): Promise<void> {
  try {
    for (const handler of handlers) if (await handler(exchange)) return;
  } catch (error) {
    onFault(error);
    if (exchange.response.headersSent) exchange.response.destroy();
    else respondJson(exchange, 500, { message: "Internal Server Error" });
  }
}

async function listen(
  listener: RequestListener,
  { port, host, onFault, prepareTls, patience = PATIENCE }: ServerOptions & { readonly host: string },
): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: patience.headers,
    },
    listener,
  );
  if (prepareTls !== undefined) {
    splitConnections(server, { prepareTls, firstByteTimeoutMs: patience.firstByte, onFault });
  }
  const connections = trackConnections(server);
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.destroy();
      }),
  };
}

/** Also connections without a request, which the server itself does not count. */
function trackConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return connections;
}

function isPortBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
