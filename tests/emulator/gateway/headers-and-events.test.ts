import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import { claimRequest } from "../../../local/gateway/pending-requests.ts";
import { corsHeadersOf, sendRaw } from "../../support/clients/raw-request.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import {
  accessClaims,
  createSigningKey,
  FOREIGN_ISSUER,
  type SeenEvent,
  signToken,
  startGateway,
} from "../../support/worlds/gateway-server.ts";

const ORIGIN = "http://localhost:5173";

const gateway = closeAtEnd(await startGateway());

/** Sends raw lines, which Node's own client would normalize; adds the host of an HTTP/1.1 request. */
async function sendText(...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  await once(socket, "connect");
  const ending = lines[0]?.endsWith("1.1") ? ["host: localhost", "connection: close"] : [];
  socket.end(`${[...lines, ...ending].join("\r\n")}\r\n\r\n`);
  return text(socket);
}

const token = (claims: object = {}) => signToken(gateway.key, { ...accessClaims(gateway), ...claims });

test("one gateway serves all routes", () => {
  expect(gateway.timesListening()).toBe(1);
});

describe("headers", () => {
  const head = async (headers: Readonly<Record<string, string | string[]>>) =>
    JSON.parse((await sendRaw(`${gateway.url}/head`, { headers })).body) as {
      readonly headers: Record<string, string>;
      readonly rawHeaders: readonly string[];
    };

  test("sent twice are joined by commas", async () => {
    const seen = await head({ "x-note": ["a", "b"], authorization: ["c", "d"] });
    expect(seen.headers).toMatchObject({ "x-note": "a,b", authorization: "c,d" });
    expect(seen.rawHeaders.join("\n")).toContain("x-note\na,b\nauthorization\nc,d");
  });

  test("with cookies are joined as a browser joins them", async () => {
    const answer = await sendText("GET /head HTTP/1.1", "cookie: e=1", "x-note: a", "Cookie: f=2");
    expect(answer).toContain('"cookie":"e=1; f=2"');
  });

  test("that identify the caller are set only by the gateway", async () => {
    const { headers, rawHeaders } = await head({
      "SLS-Offline-Authorizer-Override": "forged",
      "X-Note": "a",
    });
    expect(headers).not.toHaveProperty("sls-offline-authorizer-override");
    const names = rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names.filter((name) => /override/i.test(name))).toEqual(["sls-offline-authorizer-override"]);
    expect(names.filter((name) => /note/i.test(name))).toEqual(["x-note"]);
    expect(rawHeaders).not.toContain("forged");
  });
});

test("a request without a host is refused", async () => {
  const answer = await sendText("GET /public HTTP/1.0");
  expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  expect(answer).toContain('{"message":"Forbidden"}');
});

describe("an event", () => {
  const seen = async (path: string, init: RequestInit = {}) =>
    (await (await fetch(gateway.url + path, init)).json()) as SeenEvent & { readonly rawQueryString: string };

  test("has the unchanged query, with further question marks", async () => {
    expect((await seen("/public?a=1?b=2?")).rawQueryString).toBe("a=1?b=2?");
    expect((await seen("/public")).rawQueryString).toBe("");
  });

  test("has no body if none was sent", async () => {
    expect(await seen("/public", { method: "POST", body: "" })).not.toHaveProperty("body");
    expect(await seen("/public", { method: "POST", body: "x" })).toMatchObject({ body: "x" });
  });

  test("has the local cloud's time, and so has the response", async () => {
    const response = await fetch(`${gateway.url}/public`);
    const { requestContext } = (await response.json()) as SeenEvent;
    expect(requestContext).toMatchObject({
      time: "15/Jan/2026:12:00:00 +0000",
      timeEpoch: gateway.clock.now(),
    });
    expect(response.headers.get("date")).toBe("Thu, 15 Jan 2026 12:00:00 GMT");
    expect(response.headers.get("keep-alive")).toBe("timeout=75");
  });

  test("has an id that can't be guessed, and is discarded after the response", async () => {
    const response = await fetch(`${gateway.url}/head`);
    const id = response.headers.get("apigw-requestid");
    expect(id).toMatch(/^[\w-]{15}$/);
    expect(claimRequest(id)).toBeNull();
  });
});

describe("without settings for other origins", () => {
  test("a preflight is a request like any other", async () => {
    const headers = { origin: ORIGIN, "access-control-request-method": "GET" };
    const answer = await sendRaw(`${gateway.url}/public`, { method: "OPTIONS", headers });
    expect([answer.status, answer.body]).toEqual([404, '{"message":"Not Found"}']);
    expect(corsHeadersOf(answer)).toEqual([]);
  });

  test("a function sets its own CORS headers, and those of serverless-offline are removed", async () => {
    const { headers } = await sendRaw(`${gateway.url}/own-cors`, { headers: { origin: ORIGIN } });
    expect(headers).toMatchObject({ "access-control-allow-origin": "*", "x-note-access-control-": "kept" });
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
    const plain = await sendRaw(`${gateway.url}/own-cors`);
    expect(plain.headers["access-control-allow-credentials"]).toBe("true");
  });
});

describe("answers", () => {
  test("without content have no content type", async () => {
    const nothing = await sendRaw(`${gateway.url}/nothing`);
    expect(nothing.status).toBe(204);
    expect(nothing.headers).not.toHaveProperty("content-type");
    expect((await sendRaw(`${gateway.url}/public`)).headers["content-type"]).toBeDefined();
  });

  test("to an error reveal nothing of it", async () => {
    const answer = await sendRaw(`${gateway.url}/broken`);
    expect([answer.status, answer.body]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  test("to a malformed request are API Gateway's", async () => {
    const answer = await sendRaw(`${gateway.url}/public`, { headers: { cookie: '"' } });
    expect([answer.status, answer.body]).toEqual([400, '{"message":"Bad Request"}']);
  });
});

describe("a route's authorizer", () => {
  test("can also be a plain name", async () => {
    expect((await fetch(`${gateway.url}/by-name`)).status).toBe(401);
    const headers = { authorization: token() };
    expect((await fetch(`${gateway.url}/by-name`, { headers })).status).toBe(200);
  });

  test("reads its own header, and refuses tokens whose issuer has no keys here", async () => {
    const foreign = signToken(createSigningKey("kid-1"), {
      ...accessClaims(gateway),
      iss: FOREIGN_ISSUER,
    });
    const answer = await sendRaw(`${gateway.url}/foreign`, { headers: { "x-token": foreign } });
    expect([answer.status, answer.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answer.headers["www-authenticate"]).toContain('error_description="the signing key is unknown"');
    const misplaced = await sendRaw(`${gateway.url}/foreign`, { headers: { authorization: foreign } });
    expect(misplaced.headers["www-authenticate"]).toBe("Bearer");
  });

  test("distinguishes tokens without an expiry, expired ones and forged ones", async () => {
    const headers = { authorization: token({ exp: undefined }) };
    const answer = await sendRaw(`${gateway.url}/any`, { headers });
    expect(answer.headers["www-authenticate"]).toContain('error_description="the token is malformed"');
  });
});
