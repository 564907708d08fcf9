import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { type SeenEvent, startGateway } from "../../support/worlds/gateway-server.ts";

const ORIGIN = "http://localhost:5173";

const gateway = closeAtEnd(
  await startGateway({
    allowedOrigins: [ORIGIN],
    allowedHeaders: ["authorization", "content-type"],
    allowedMethods: ["GET", "POST"],
    exposedResponseHeaders: ["www-authenticate"],
    maxAge: 600,
  }),
);

const corsHeaders = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));

const preflight = (path: string, origin: string) =>
  fetch(gateway.url + path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    },
  });

test("a preflight is answered without a token, on any path", async () => {
  for (const path of ["/public", "/admin", "/nowhere"]) {
    const answer = await preflight(path, ORIGIN);
    expect(answer.status).toBe(204);
    expect(corsHeaders(answer)).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization,content-type",
      "access-control-expose-headers": "www-authenticate",
      "access-control-max-age": "600",
    });
  }
});

test("another origin gets no CORS headers", async () => {
  expect(corsHeaders(await preflight("/public", "https://evil.example"))).toEqual({});
  expect(
    corsHeaders(await fetch(`${gateway.url}/public`, { headers: { origin: "https://evil.example" } })),
  ).toEqual({});
});

test("responses have the origin, even refusals and errors", async () => {
  for (const path of ["/public", "/admin", "/nowhere"]) {
    const answer = await fetch(gateway.url + path, { headers: { origin: ORIGIN } });
    expect(corsHeaders(answer)).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-expose-headers": "www-authenticate",
    });
  }
});

test("no header is sent twice in any response", async () => {
  for (const [path, init] of [
    ["/public", {}],
    ["/public", { method: "POST", body: "{}" }],
    ["/admin", {}],
    ["/nowhere", {}],
    ["/public", { method: "OPTIONS", headers: { "access-control-request-method": "GET" } }],
  ] as const) {
    const answer = await fetch(gateway.url + path, {
      ...init,
      headers: { ...("headers" in init ? init.headers : {}), origin: ORIGIN },
    });
    for (const [name, value] of Object.entries(corsHeaders(answer))) {
      const values = value.toLowerCase().split(/\s*,\s*/);
      expect([path, name, values]).toEqual([path, name, [...new Set(values)]]);
    }
    expect(answer.headers.get("access-control-expose-headers")).toBe("www-authenticate");
  }
});

test.each(["127.0.0.1", "[::1]"])("the gateway is reached by %s", async (host) => {
  const url = new URL("/public", gateway.url);
  url.hostname = host;
  const answer = await fetch(url, { headers: { origin: ORIGIN } });
  expect(answer.status).toBe(200);
  const { requestContext } = (await answer.json()) as SeenEvent;
  expect(requestContext.http).toMatchObject({ sourceIp: host === "[::1]" ? "::1" : "127.0.0.1" });
});

test("a request without an origin gets no such headers", async () => {
  expect(corsHeaders(await fetch(`${gateway.url}/public`))).toEqual({});
});
