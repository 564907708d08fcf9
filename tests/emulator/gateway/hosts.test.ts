import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { corsHeadersOf, sendRaw } from "../../support/clients/raw-request.ts";
import { type GatewayServer, startGateway } from "../../support/worlds/gateway-server.ts";

const ORIGIN = "http://localhost:5173";

let gateway: GatewayServer;

beforeAll(async () => {
  const cors = {
    allowedOrigins: [ORIGIN],
    allowedHeaders: ["authorization"],
    allowedMethods: ["GET"],
    exposedResponseHeaders: [],
    maxAge: 600,
  };
  gateway = await startGateway(cors, ["phone.example", "192.168.1.5", "[fe80::1]", "10.0.2.2"]);
});

afterAll(() => gateway.stop());

describe("a foreign name that resolves to loopback is not the API (DNS rebinding)", () => {
  const foreign = [
    "evil.example",
    "evil.example:3000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil-localhost",
    "phone.example.evil.example",
    "0.0.0.0:3000",
    "[::]:3000",
  ];

  test.each(foreign)("%j", async (host) => {
    for (const path of ["/public", "/any", "/nowhere"]) {
      const answer = await sendRaw(gateway.url + path, { headers: { host } });
      expect([answer.status, answer.body]).toEqual([403, '{"message":"Forbidden"}']);
    }
  });

  test("its preflight is not answered, even for an allowed origin", async () => {
    const headers = {
      host: "evil.example",
      origin: "http://evil.example",
      "access-control-request-method": "GET",
    };
    const answer = await sendRaw(`${gateway.url}/public`, { method: "OPTIONS", headers });
    expect(answer.status).toBe(403);
    expect(corsHeadersOf(answer)).toEqual([]);
  });
});

test.each([
  "localhost:3000",
  "LOCALHOST",
  "api.localhost:3000",
  "127.0.0.1:3000",
  "127.1.2.3",
  "[::1]:3000",
  "phone.example:3000",
  "Phone.Example",
  "192.168.1.5:3000",
  "[fe80::1]:3000",
])("%s is the API", async (host) => {
  expect((await sendRaw(`${gateway.url}/public`, { headers: { host } })).status).toBe(200);
});

test("pages that the template allows still call it", async () => {
  const headers = { host: "localhost:3000", origin: ORIGIN };
  const answer = await sendRaw(`${gateway.url}/public`, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers["access-control-allow-origin"]).toBe(ORIGIN);
});

test("for a client that uses an allowed name, the cloud's URLs have that name, too; issuers stay", async () => {
  const addresses = async (host: string) => {
    const answer = await sendRaw(`${gateway.url}/addresses`, { headers: { host } });
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.body)));
    return JSON.parse(answer.body);
  };
  const issuer = "http://localhost:4566/pool";
  expect(await addresses("10.0.2.2:3000")).toEqual({ url: "http://10.0.2.2:4566/files/a", issuer });
  for (const host of ["localhost:3000", "127.0.0.1:3000", "phone.example"]) {
    expect(await addresses(host)).toEqual({ url: "http://127.0.0.1:4566/files/a", issuer });
  }
});

test("an answer without a body stays without one, by any allowed name", async () => {
  const answer = await sendRaw(`${gateway.url}/nothing`, { headers: { host: "10.0.2.2:3000" } });
  expect([answer.status, answer.body]).toEqual([204, ""]);
});
