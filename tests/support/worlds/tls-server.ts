import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, type RequestOptions, request } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls, type PeerCertificate, type TLSSocket } from "node:tls";
import type { Clock } from "../../../local/clock.ts";
import { type Handler, isSecure, respondJson } from "../../../local/server/exchange.ts";
import { type Patience, type RunningServer, startServer } from "../../../local/server/start-server.ts";
import { tlsKeptIn } from "../../../local/tls/tls-kept-in.ts";

/** Says whether the request came by TLS; leaves `/waiting` without an answer. */
const echo: Handler = (exchange) =>
  exchange.url.pathname === "/waiting" || respondJson(exchange, 200, { secure: isSecure(exchange.request) });

const MINUTE = 60_000;

interface TlsServerOptions {
  readonly directory: string | null;
  readonly clock?: Clock;
  readonly patience?: Partial<Patience>;
  readonly handshakeTimeoutMs?: number;
  readonly onFault?: (error: unknown) => void;
}

/** A server for both schemes; by default it waits longer for its clients than a test lasts. */
export function startTlsServer({
  directory,
  clock = { now: () => Date.now() },
  patience = {},
  handshakeTimeoutMs = MINUTE,
  onFault = (error) => {
    throw error;
  },
}: TlsServerOptions): Promise<RunningServer> {
  return startServer({
    port: 0,
    handlers: [echo],
    onFault,
    patience: { firstByte: MINUTE, headers: MINUTE, request: MINUTE, ...patience },
    prepareTls: tlsKeptIn(directory, { clock, handshakeTimeoutMs }),
  });
}

export const authorityIn = (directory: string): string =>
  readFileSync(join(directory, "authority.crt"), "utf8");

interface SecureAnswer {
  readonly status: number;
  readonly body: string;
}

/** A request by TLS on a connection of its own. */
export async function askSecurely(port: number, options: RequestOptions): Promise<SecureAnswer> {
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  const outgoing = request({ host: "localhost", path: "/", ...options, port, agent });
  outgoing.end();
  const [response] = await once(outgoing, "response");
  const body = await text(response);
  return { status: response.statusCode, body };
}

/** The certificate that a server shows to a client that does not look at it. */
export async function certificateOf(port: number, servername = "localhost"): Promise<PeerCertificate> {
  const socket = await handshake(port, servername);
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

export async function handshake(port: number, servername = "localhost"): Promise<TLSSocket> {
  const socket = connectTls({ port, host: "127.0.0.1", servername, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  return socket;
}

export async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  await once(socket, "connect");
  return socket;
}

/** Resolves when the other side has ended a connection, in whatever way. */
export async function closed(socket: Socket): Promise<void> {
  socket.on("error", () => {});
  socket.once("end", () => socket.destroy());
  socket.resume();
  if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
}
