import { expect, test } from "@jest/globals";
import { corsHeadersOf, sendRaw } from "../../support/clients/raw-request.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startGateway } from "../../support/worlds/gateway-server.ts";

const ORIGIN = "http://localhost:5173";

const gateway = closeAtEnd(
  await startGateway({
    allowedOrigins: [ORIGIN],
    allowedHeaders: ["authorization"],
    allowedMethods: ["GET"],
    exposedResponseHeaders: [],
    maxAge: 600,
  }),
);

const ask = (method: string, path: string, headers: Record<string, string>) =>
  sendRaw(gateway.url + path, { method, headers });

const asksForMethod = { "access-control-request-method": "GET" };

/** https://fetch.spec.whatwg.org/#cors-preflight-request: a method, an origin and the requested method. */
test.each([
  ["OPTIONS without the requested method", "OPTIONS", { origin: ORIGIN }, 404],
  ["OPTIONS without an origin", "OPTIONS", asksForMethod, 404],
  ["GET with all of a preflight's headers", "GET", { origin: ORIGIN, ...asksForMethod }, 200],
])("%s is not a preflight", async (_, method, headers, status) => {
  expect((await ask(method, "/public", headers)).status).toBe(status);
});

test("the settings replace a function's CORS headers, and nothing else", async () => {
  const own = await ask("GET", "/own-cors", { origin: ORIGIN });
  expect(corsHeadersOf(own)).toEqual(["access-control-allow-origin"]);
  expect(own.headers).toMatchObject({
    "access-control-allow-origin": ORIGIN,
    "x-note-access-control-": "kept",
  });
  expect(own.headers["content-type"]).toContain("text/x-own");
  for (const headers of [{ origin: "https://evil.example" }, {}]) {
    expect(corsHeadersOf(await ask("GET", "/own-cors", headers))).toEqual([]);
  }
});

test("any origin may be allowed; a request without an origin still gets no such header", async () => {
  const open = await startGateway({ allowedOrigins: ["*"] });
  const own = (headers: Record<string, string>) => sendRaw(`${open.url}/own-cors`, { headers });
  expect((await own({ origin: ORIGIN })).headers["access-control-allow-origin"]).toBe("*");
  expect(corsHeadersOf(await own({}))).toEqual([]);
  await open.stop();
});
