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

/** Only with IPv6 does loopback have a second address. Without it, the other server has a port of its own. */
test("a port that is in use at the other address stays with its owner", async () => {
  const ownHost = hasIpv6 ? "::1" : "127.0.0.1";
  const owner = createServer((_, answer) => answer.end("owner"));
  owner.listen(0, ownHost);
  await once(owner, "listening");
  const ownPort = (owner.address() as AddressInfo).port;
  const server = createServer((_, answer) => answer.end("here"));
  server.listen(hasIpv6 ? ownPort : 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = await listenOnBothLoopbacks(server);
  const seen = async (host: string, at: number) => (await fetch(`http://${host}:${at}/`)).text();
  const owners = hasIpv6 ? "[::1]" : ownHost;
  const answers = [await seen("127.0.0.1", port), await seen(owners, ownPort)];
  stop();
  const after = await seen(owners, ownPort);
  for (const each of [server, owner]) {
    each.closeAllConnections();
    each.close();
  }
  expect([...answers, after]).toEqual(["here", "owner", "owner"]);
});

test("the gateway leaves both loopback addresses when it stops", async () => {
  const gateway = await startGateway();
  const port = Number(new URL(gateway.url).port);
  expect([await isListening("127.0.0.1", port), await isListening("::1", port)]).toEqual([true, hasIpv6]);
  await gateway.stop();
  expect([await isListening("127.0.0.1", port), await isListening("::1", port)]).toEqual([false, false]);
});
