import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Exchange, type Handler, respondJson } from "./exchange.ts";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

interface ServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly handlers: readonly Handler[];
  /** Told of what a handler threw; the client learns nothing. */
  readonly onFault: (error: unknown) => void;
}

/** `localhost` may mean either; the second need not exist on a machine without IPv6. */
const LOOPBACKS = ["127.0.0.1", "::1"] as const;

/**
 * Serves a chain of handlers on the loopback addresses of one port.
 *
 * @throws the listen error (`EADDRINUSE`) of the port
 */
export async function startServer({ port, handlers, onFault }: ServerOptions): Promise<RunningServer> {
  const listener: RequestListener = (request, response) => {
    const path = request.url?.startsWith("/") === true ? request.url : "/";
    void answer({ request, response, url: new URL(`http://localhost${path}`) }, handlers, onFault);
  };
  const first = await listen(listener, port, LOOPBACKS[0]);
  const chosen = (first.address() as AddressInfo).port;
  const servers = [first];
  try {
    servers.push(await listen(listener, chosen, LOOPBACKS[1]));
  } catch (error) {
    if (isPortBusy(error) && port !== 0) {
      await close(first);
      throw error;
    }
  }
  return {
    port: chosen,
    close: async () => {
      await Promise.all(servers.map(close));
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

async function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 120_000 }, listener);
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isPortBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
