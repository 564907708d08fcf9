import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { listenAddresses } from "../server/listen-addresses.ts";

/**
 * Makes a server reachable by the loopback addresses that it does not listen on: `localhost` may mean either. The server
 * handles these connections like its own.
 *
 * @returns a function that stops it
 */
export async function listenOnBothLoopbacks(server: HttpServer): Promise<() => void> {
  const { address, port } = server.address() as AddressInfo;
  const others: Server[] = [];
  for (const host of listenAddresses(address).filter((other) => other !== address)) {
    const other = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      server.emit("connection", socket);
    });
    try {
      other.listen({ port, host });
      await once(other, "listening");
      others.push(other);
    } catch {
      // A machine without IPv6; a port in use was refused before.
    }
  }
  return () => {
    for (const other of others) other.close();
  };
}
