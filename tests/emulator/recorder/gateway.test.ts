import { once } from "node:events";
import { request } from "node:http";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { readTrace } from "../../../local/recorder/read-trace.ts";
import type { Trace } from "../../../local/recorder/trace.ts";
import { sendRaw } from "../../support/clients/raw-request.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import {
  accessClaims,
  createSigningKey,
  signToken,
  startGateway,
} from "../../support/worlds/gateway-server.ts";
import { spansOf } from "../../support/worlds/recorded-app.ts";

const PAGE = "http://localhost:5173";

const gateway = closeAtEnd(
  await startGateway({
    allowedOrigins: [PAGE],
    allowedHeaders: ["authorization"],
    allowedMethods: ["GET"],
  }),
);

beforeEach(() => {
  gateway.recorder.clear();
  gateway.clock.reset();
});

const token = (claims: object = {}, header: object = {}, key = gateway.key) =>
  signToken(key, { ...accessClaims(gateway), ...claims }, header);

/** The trace of one request, once it has ended. */
async function traceOf(path: string, init: RequestInit = {}): Promise<Trace> {
  const ended = new Promise<void>((resolve) => {
    const stop = gateway.recorder.subscribe(({ kind }) => {
      if (kind !== "ended") return;
      stop();
      resolve();
    });
  });
  await (await fetch(gateway.url + path, init)).text();
  await ended;
  const [record] = gateway.recorder.newestFirst();
  if (record === undefined) throw new Error("nothing was recorded");
  return readTrace(record);
}

const verdictOf = (trace: Trace) => spansOf(trace, "gateway")[0];

const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } });

describe("the gateway's verdict", () => {
  test("on a public route: no token was required", async () => {
    const trace = await traceOf("/public?code=sesame-2468&page=2");
    expect(trace).toMatchObject({
      entry: "api",
      route: "GET /public",
      status: 200,
      outcome: "ok",
      reason: null,
    });
    expect(trace.path).toMatch(/^\/public\?code=\[masked:\d+\]&page=2$/);
    expect(verdictOf(trace)).toMatchObject({ outcome: "ok", details: { verdict: "public" } });
    const [called] = spansOf(trace, "function");
    expect(called?.details.event).toMatchObject({ rawPath: "/public", queryStringParameters: { page: "2" } });
    expect(JSON.stringify(trace)).not.toContain("sesame-2468");
  });

  test("a valid token: its claims, the required scopes, and its user", async () => {
    const jwt = token();
    const trace = await traceOf("/profile", bearer(jwt));
    expect(verdictOf(trace)?.details).toMatchObject({
      route: "GET /profile",
      verdict: "let in",
      scopesNeeded: ["api/profile", "api/everything"],
      issuer: gateway.issuer,
      audience: [gateway.clientId],
      claims: { sub: "6418b458", token_use: "access" },
    });
    expect(trace.identities).toContain("6418b458");
    expect(trace.requestId).toMatch(/^[\w-]{15}$/);
    expect(JSON.stringify(trace)).not.toContain(jwt);
  });

  test("an old token: expired, by the gateway's clock", async () => {
    const jwt = token();
    gateway.clock.advance(2 * 3600 * 1000);
    const trace = await traceOf("/profile", bearer(jwt));
    const { exp } = accessClaims(gateway) as { exp: number };
    expect(trace).toMatchObject({ status: 401, outcome: "refused", reason: "the token has expired" });
    expect(verdictOf(trace)?.details).toMatchObject({
      verdict: "refused",
      status: 401,
      check: "expiry",
      checkedAt: exp - 3600,
      claims: { sub: "6418b458" },
    });
    expect(spansOf(trace, "function")).toEqual([]);
    expect(JSON.stringify(trace)).not.toContain(jwt);
  });

  test.each([
    ["token", () => ({})],
    ["format", () => bearer("garbage")],
    ["format", () => bearer(token({}, { crit: ["unknown"], unknown: 1 }))],
    ["issuer", () => bearer(token({ iss: "https://elsewhere.example" }))],
    ["algorithm", () => bearer(token({}, { alg: "HS256" }))],
    ["key", () => bearer(token({}, { kid: "unknown" }))],
    ["signature", () => bearer(token({}, {}, createSigningKey("kid-1")))],
    ["not-before", () => bearer(token({ nbf: 4_000_000_000 }))],
    ["audience", () => bearer(token({ client_id: "another" }))],
    ["issued-at", () => bearer(token({ iat: 4_000_000_000 }))],
  ] as const)("401, with the failed check: %s", async (check, init) => {
    const trace = await traceOf("/profile", init());
    expect(trace).toMatchObject({ status: 401, route: "GET /profile" });
    expect(verdictOf(trace)?.details).toMatchObject({ verdict: "refused", check });
    expect(trace.reason).toBe(verdictOf(trace)?.details.reason);
  });

  test("403: the required scopes and those of the token", async () => {
    const trace = await traceOf("/admin", bearer(token()));
    expect(trace.status).toBe(403);
    expect(verdictOf(trace)?.details).toMatchObject({
      check: "scope",
      scopesNeeded: ["api/users.write"],
      claims: { scope: "api/profile aws.cognito.signin.user.admin" },
    });
  });

  test("404: no route", async () => {
    const trace = await traceOf("/nowhere");
    expect(trace).toMatchObject({ status: 404, route: null, reason: "no route takes it" });
    expect(verdictOf(trace)?.details.check).toBe("route");
  });

  test("an invalid path, and a head that is too large", async () => {
    expect(verdictOf(await traceOf("/a//b"))?.details).toMatchObject({
      check: "path",
      reason: "no API has such a path",
      status: 404,
    });
    const large = await traceOf("/public", { headers: { "x-large": "x".repeat(11_000) } });
    expect(verdictOf(large)?.details).toMatchObject({
      check: "size",
      reason: "request line and header values are larger than 10,240 bytes",
      status: 431,
    });
  });

  test("HEAD, which a route of GET does not take", async () => {
    const head = await traceOf("/public", { method: "HEAD" });
    expect(head.status).toBe(404);
    expect(verdictOf(head)?.details).toMatchObject({
      check: "method",
      reason: "a route of GET does not take HEAD",
      status: 404,
    });
  });

  test("HEAD of a path that no route has, like any other request for it", async () => {
    const [head, get] = [await traceOf("/nowhere", { method: "HEAD" }), await traceOf("/nowhere")];
    expect([head.status, get.status]).toEqual([404, 404]);
    expect(verdictOf(head)?.details).toEqual(verdictOf(get)?.details);
  });

  test("a body that is too large", async () => {
    const trace = await traceOf("/public", { method: "POST", body: "x".repeat(2000) });
    expect(verdictOf(trace)?.details).toMatchObject({ check: "size", status: 413, route: "POST /public" });
  });

  test("a foreign host", async () => {
    const { port } = new URL(gateway.url);
    const asked = request({
      port,
      host: "127.0.0.1",
      path: "/public",
      headers: { host: "evil.example" },
    }).end();
    const [answer] = await once(asked, "response");
    await once(answer.resume(), "end");
    const [record] = gateway.recorder.newestFirst();
    expect(record && verdictOf(readTrace(record))?.details).toMatchObject({
      check: "host",
      reason: "the API does not answer to the name evil.example",
      status: 403,
    });
  });
});

describe("pages of other origins", () => {
  const preflight = (origin: string) => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "GET" },
  });

  test("a preflight is recorded only if it is refused", async () => {
    await fetch(`${gateway.url}/public`, preflight(PAGE));
    expect(gateway.recorder.newestFirst()).toEqual([]);
    const trace = await traceOf("/public", preflight("https://other.example"));
    expect(verdictOf(trace)?.details).toMatchObject({
      check: "origin",
      reason: "pages of https://other.example may not use the API",
      status: 204,
      origin: "https://other.example",
      isOriginAllowed: false,
    });
  });

  test("are reported once for each request, but neither allowed pages nor those of the API itself", async () => {
    const { refusedOrigins } = gateway;
    refusedOrigins.length = 0;
    const own = gateway.url;
    for (const origin of [PAGE, own, "https://other.example", "null"]) {
      await fetch(`${gateway.url}/public`, { headers: { origin } });
    }
    await fetch(`${gateway.url}/public`);
    await fetch(`${gateway.url}/public`, preflight("https://evil.example"));
    expect(refusedOrigins).toEqual(["https://other.example", "null", "https://evil.example"]);
  });

  test("while the recorder is off nothing is recorded, and the answers are the same", async () => {
    const origin = "https://other.example";
    const requests: readonly (readonly [path: string, asked: Parameters<typeof sendRaw>[1]])[] = [
      ["/public", { headers: { origin } }],
      ["/profile", bearer(token())],
      ["/profile", bearer("garbage")],
      ["/public", { method: "HEAD" }],
      ["/public", { headers: { "x-large": "x".repeat(11_000) } }],
      ["/public", preflight(origin)],
      ["/a//b", {}],
      ["/public%zz", {}],
      ["/nowhere", {}],
    ];
    const statuses = async () => {
      const answers = await Promise.all(requests.map(([path, asked]) => sendRaw(gateway.url + path, asked)));
      const foreign = await sendRaw(`${gateway.url}/public`, { headers: { host: "evil.example" } });
      return [...answers, foreign].map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200, 401, 404, 431, 204, 404, 400, 404, 403]);
    gateway.recorder.clear();
    gateway.recorder.isRecording = false;
    try {
      expect(await statuses()).toEqual([200, 200, 401, 404, 431, 204, 404, 400, 404, 403]);
      expect(gateway.recorder.newestFirst()).toEqual([]);
    } finally {
      gateway.recorder.isRecording = true;
    }
  });

  test("without a recorder the gateway answers, too", async () => {
    const bare = await startGateway(null, [], { isRecorded: false });
    const statusOf = async (path: string) => (await sendRaw(bare.url + path)).status;
    const statuses = [await statusOf("/public"), await statusOf("/public%zz")];
    await bare.stop();
    expect(statuses).toEqual([200, 400]);
    expect(bare.recorder.newestFirst()).toEqual([]);
  });

  test("a request without an origin has none in its trace, nor has one of an API without settings", async () => {
    expect(verdictOf(await traceOf("/public"))?.details).not.toHaveProperty("origin");
    const open = await startGateway(null);
    await sendRaw(`${open.url}/public`, { headers: { origin: PAGE } });
    const [record] = open.recorder.newestFirst();
    expect(record && verdictOf(readTrace(record))?.details).not.toHaveProperty("origin");
    await open.stop();
  });

  test.each([
    [PAGE, true],
    ["https://other.example", false],
  ])("a request of %s: allowed %s", async (origin, isOriginAllowed) => {
    const trace = await traceOf("/public", { headers: { origin } });
    expect(verdictOf(trace)?.details).toMatchObject({ origin, isOriginAllowed });
  });
});

test("a function's error is the reason of a 500, but not in the response", async () => {
  gateway.failWith("it broke");
  const trace = await traceOf("/public");
  gateway.failWith(null);
  expect(trace).toMatchObject({ status: 500, outcome: "failed", reason: "fail: RangeError: it broke" });
});
