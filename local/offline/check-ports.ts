import { once } from "node:events";
import { createServer } from "node:net";
import { type Port, StartRefused } from "./start-settings.ts";

/** `localhost` may mean either. */
const LOOPBACKS = ["127.0.0.1", "::1"];

/**
 * Refuses to start on a port that somebody else listens on, before anything is opened.
 *
 * @throws StartRefused naming the port and the variable that moves it
 */
export async function checkPorts(ports: readonly Port[]): Promise<void> {
  const numbers = ports.map(({ number }) => number);
  const twice = ports.find(({ number }, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined)
    throw new StartRefused(`port ${twice.number} is given twice: set ${twice.variable} to another one`);
  const busy = await Promise.all(ports.map(isBusy));
  const taken = ports.find((_, index) => busy[index]);
  if (taken !== undefined)
    throw new StartRefused(
      `port ${taken.number} is in use: stop what listens there, or set ${taken.variable}`,
    );
}

async function isBusy({ number }: Port): Promise<boolean> {
  const answers = await Promise.all(LOOPBACKS.map((host) => canListen(number, host)));
  return answers.includes(false);
}

/** An address that the machine does not have is nobody's. */
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
