import { once } from "node:events";
import { createServer } from "node:net";
import { listenAddresses } from "../server/listen-addresses.ts";
import { type Port, StartRefused } from "./start-settings.ts";

/**
 * Refuses to start if another program uses one of the ports, before anything is opened.
 *
 * @throws StartRefused naming the port and its environment variable
 */
export async function checkPorts(ports: readonly Port[], listenOn: string | null): Promise<void> {
  const numbers = ports.map(({ number }) => number);
  const twice = ports.find(({ number }, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) {
    throw new StartRefused(`port ${twice.number} is given twice: set ${twice.variable} to another one`);
  }
  const addresses = listenAddresses(listenOn ?? undefined);
  const busy = await Promise.all(ports.map((port) => isBusy(port, addresses)));
  const taken = ports.find((_, index) => busy[index]);
  if (taken !== undefined) {
    throw new StartRefused(
      `port ${taken.number} is in use: stop what listens there, or set ${taken.variable}`,
    );
  }
}

async function isBusy({ number }: Port, addresses: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(addresses.map((host) => canListen(number, host)));
  return answers.includes(false);
}

/** No program can use an address that the machine does not have. */
async function canListen(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "EADDRINUSE";
  } finally {
    server.close();
  }
}
