import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { ServerCertificates, ServerIdentity } from "./server-certificates.ts";

interface Acceptance {
  readonly certificates: ServerCertificates;
  /** Takes a connection whose handshake is done. */
  readonly serve: (socket: TLSSocket) => void;
  readonly handshakeTimeoutMs: number;
}

/**
 * Takes the server's part of TLS handshakes. A handshake that fails, or takes too long, ends its connection and nothing else.
 *
 * @returns what takes a connection, before anything was read from it or with what was read put back
 */
export function acceptTls({ certificates, serve, handshakeTimeoutMs }: Acceptance): (socket: Socket) => void {
  let used: ServerIdentity | undefined;
  const server = createServer({
    handshakeTimeout: handshakeTimeoutMs,
    ALPNProtocols: ["http/1.1"],
    SNICallback: (serverName, done) => {
      try {
        done(null, certificates.named(serverName));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  server.on("secureConnection", serve);
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return (socket) => {
    const current = certificates.current();
    if (current !== used) server.setSecureContext(current);
    used = current;
    // https://nodejs.org/api/net.html#event-connection: may be emitted to hand a connection to a server that does not listen.
    server.emit("connection", socket);
  };
}
