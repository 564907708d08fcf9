import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";

const OTHER_LOOPBACK: Readonly<Record<string, string>> = { "127.0.0.1": "::1", "::1": "127.0.0.1" };

/**
 * Lets a server that listens on one loopback address be reached by the other, too: `localhost` may mean either. What connects there
 * is a connection of the server's like any other.
 *
 * @returns ends it; null where the machine has no such address, or the server does not listen on a loopback address
 */
export async function listenOnBothLoopbacks(server: HttpServer): Promise<(() => void) | null> {
  const { address, port } = server.address() as AddressInfo;
  const host = OTHER_LOOPBACK[address];
  if (host === undefined) return null;
  const second = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    server.emit("connection", socket);
  });
  try {
    second.listen({ port, host });
    await once(second, "listening");
  } catch {
    return null; // a machine without IPv6; a port that is taken was refused before
  }
  return () => {
    second.close();
  };
}
