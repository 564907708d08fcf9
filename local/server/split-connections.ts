import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** Creates the handler of connections that begin with a TLS handshake; gets the function for decrypted connections. */
export type PrepareTls = (serve: (socket: TLSSocket) => void) => Promise<(socket: Socket) => void>;

interface Split {
  /** Called with the first such connection, and again after a failure. */
  readonly prepareTls: PrepareTls;
  /** How long a connection may be open before its first byte. */
  readonly firstByteTimeoutMs: number;
  readonly onFault: (error: unknown) => void;
}

/** The content type of a TLS record that begins a handshake (RFC 8446 §5.1). No HTTP method begins with it. */
const HANDSHAKE = 0x16;

/**
 * Lets an HTTP server also serve HTTPS on the same port: the first byte of a connection decides. The same server handles both,
 * so that its time limits and its shutdown apply to both.
 */
export function splitConnections(server: Server, { prepareTls, firstByteTimeoutMs, onFault }: Split): void {
  const [listener] = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  const serve = (socket: Socket) => listener?.call(server, socket);
  let takeTls: Promise<(socket: Socket) => void> | undefined;

  const beginTls = async (socket: Socket): Promise<void> => {
    try {
      takeTls ??= prepareTls(serve);
      const take = await takeTls;
      if (!socket.destroyed) take(socket);
    } catch (error) {
      takeTls = undefined;
      socket.destroy();
      onFault(error);
    }
  };

  server.on("connection", (socket: Socket) => {
    const giveUp = () => socket.destroy();
    socket.setTimeout(firstByteTimeoutMs, giveUp);
    socket.on("error", giveUp);
    socket.on("end", giveUp);
    socket.once("data", (chunk: Buffer) => {
      socket.pause();
      socket.setTimeout(0, giveUp);
      socket.off("end", giveUp);
      socket.unshift(chunk);
      // The error listener stays: TLS listens to its own socket, not to the underlying one.
      if (chunk[0] === HANDSHAKE) return void beginTls(socket);
      socket.off("error", giveUp);
      serve(socket);
      socket.resume();
    });
  });
}
