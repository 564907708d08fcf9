import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "@jest/globals";
import { listenOnBothLoopbacks } from "../../../local/gateway/listen-on-both-loopbacks.ts";
import { startGateway } from "../../support/worlds/gateway-server.ts";

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((found) => found?.address === "::1");

/** Whether something listens there. */
function isListening(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).then((isOpen) => {
    socket.destroy();
    return isOpen as boolean;
  });
}

test("a server on one loopback address is reachable by the other, until it stops", async () => {
  const server = createServer((_, answer) => answer.end("here"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = await listenOnBothLoopbacks(server);
  for (const host of hasIpv6 ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"]) {
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe("here");
  }
  stop();
  expect(await isListening("::1", port)).toBe(false);
  expect(await isListening("127.0.0.1", port)).toBe(true);
  server.closeAllConnections();
  server.close();
});

test("the gateway leaves both loopback addresses when it stops", async () => {
  const gateway = await startGateway();
  const port = Number(new URL(gateway.url).port);
  expect([await isListening("127.0.0.1", port), await isListening("::1", port)]).toEqual([true, hasIpv6]);
  await gateway.stop();
  expect([await isListening("127.0.0.1", port), await isListening("::1", port)]).toEqual([false, false]);
});
