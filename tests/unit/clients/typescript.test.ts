import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import createOpenApiFetch from "openapi-fetch";
import { createApiClient } from "../../../clients/typescript/api-client.ts";
import type { paths } from "../../../clients/typescript/api-types.ts";
import { createAuthClient, isPublic } from "../../../clients/typescript/auth-client.ts";
import { waitFor } from "../../../clients/typescript/send-patiently.ts";
import { memoryStorage, type TokenStorage } from "../../../clients/typescript/token-storage.ts";
import { type Listening, listen } from "../../support/worlds/listen.ts";

/** An HTTP server with answers chosen by a test, for answers that a deployment gives only in trouble. */
type Responder = (request: IncomingMessage, response: ServerResponse) => void;
let respond: Responder;
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  respond(request, response);
});
let listening: Listening;
let baseUrl: string;

beforeAll(async () => {
  listening = await listen(server);
  baseUrl = listening.url;
});

afterAll(() => listening.close());

beforeEach(() => {
  asked.length = 0;
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Responder => {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return (_request, response) =>
    response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
};

/** Gives the answers one after the other, and then repeats the last one. */
function inTurn(...answers: readonly [Responder, ...Responder[]]): Responder {
  let turn = 0;
  return (request, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(request, response);
  };
}

const problem = (status: number, code: string) => ({
  type: `urn:problem-type:${code}`,
  title: code,
  status,
  code,
  detail: "",
  instance: "urn:request:1",
});

const health = { status: "ok", stage: "test" };

describe("a call that comes too early", () => {
  const later = (retryAfter?: string) =>
    json(
      503,
      problem(503, "service_unavailable"),
      retryAfter === undefined ? {} : { "retry-after": retryAfter },
    );
  const waits: number[] = [];
  const patient = (settings: object = {}) =>
    createApiClient({
      baseUrl,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
      },
      ...settings,
    });

  beforeEach(() => {
    waits.length = 0;
  });

  test("is retried after the API's time and a random part, not all at once", async () => {
    respond = inTurn(later("3"), later("3"), json(200, health));
    expect((await patient().GET("/v1/health")).data).toEqual(health);
    expect(asked).toHaveLength(3);
    expect(waits.every((wait) => wait >= 3_000 && wait < 4_000)).toBe(true);
    expect(waits[0]).not.toBe(waits[1]);
  });

  test("is retried at a date", async () => {
    respond = inTurn(later(new Date(Date.now() + 5_000).toUTCString()), json(200, health));
    await patient().GET("/v1/health");
    expect(waits[0]).toBeGreaterThan(2_000);
    expect(waits[0]).toBeLessThan(6_500);
  });

  test("is retried soon without a time, and later each time", async () => {
    respond = inTurn(later(), later("soon"), json(200, health));
    expect((await patient().GET("/v1/health")).data).toEqual(health);
    expect(waits[0]).toBeLessThan(500);
    expect(waits[1]).toBeLessThan(1_000);
  });

  test("is returned in the end, or if the wait would be long", async () => {
    respond = later("1");
    expect((await patient({ retries: 1 }).GET("/v1/health")).error?.code).toBe("service_unavailable");
    expect(asked).toHaveLength(2);
    respond = later("60");
    expect((await patient().GET("/v1/health")).response.status).toBe(503);
    expect(asked).toHaveLength(3);
  });

  test("is not retried if it is not idempotent", async () => {
    respond = later("0");
    const body = { email: "ada@example.com" };
    expect((await patient().POST("/v1/auth/forgot-password", { body })).response.status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  test("stops waiting when its caller aborts it", async () => {
    respond = later("10");
    const ends = new AbortController();
    const reason = new Error("not wanted any more");
    const wait = (milliseconds: number, signal: AbortSignal | undefined) => {
      const waiting = waitFor(milliseconds, signal);
      ends.abort(reason);
      return waiting;
    };
    const call = createApiClient({ baseUrl, wait }).GET("/v1/health", { signal: ends.signal });
    await expect(call).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });
});

describe("a call", () => {
  test("times out without an answer", async () => {
    respond = () => undefined;
    const call = createApiClient({ baseUrl, timeout: 50 }).GET("/v1/health");
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("has its parts in the right places, with special characters encoded", async () => {
    respond = json(200, { items: [] });
    const api = createApiClient({ baseUrl: `${baseUrl}/`, accessToken: () => "token" });
    const query = { enabled: false, limit: 5, givenName: "Ada & Co" };
    await api.GET("/v1/admin/users", { params: { query } });
    await api.GET("/v1/admin/groups/{group}/users", { params: { path: { group: "a/b?c" } } });
    expect(asked).toEqual([
      "GET /v1/admin/users?enabled=false&limit=5&givenName=Ada+%26+Co",
      "GET /v1/admin/groups/a%2Fb%3Fc/users",
    ]);
  });

  test.each([
    [400, "validation_failed"],
    [401, "unauthorized"],
    [403, "insufficient_scope"],
    [404, "route_not_found"],
    [413, "body_too_large"],
    [429, "too_many_requests"],
    [500, "internal_error"],
    [502, "service_unavailable"],
    [504, "service_unavailable"],
  ])("that only API Gateway answers, with %i, has the code %s", async (status, code) => {
    respond = json(
      status,
      { message: "Words" },
      { "content-type": "application/json", "apigw-requestid": "r1" },
    );
    const { error } = await createApiClient({ baseUrl, retries: 0 }).GET("/v1/me");
    expect(error).toMatchObject({ status, code, title: "Words", instance: "urn:request:r1" });
  });

  test("that a proxy answers with a page is a problem, too", async () => {
    respond = (_request, response) => response.writeHead(502).end("<h1>Bad gateway</h1>");
    const { error } = await createApiClient({ baseUrl }).GET("/v1/me");
    expect(error).toMatchObject({ status: 502, code: "service_unavailable" });
  });
});

test("the client knows the routes without a token, as in the document", () => {
  const file = new URL("../../../docs/api/openapi.json", import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, { security?: unknown }>>;
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { security } of Object.values(methods)) {
      expect([path, isPublic(path)]).toEqual([path, security === undefined]);
    }
  }
});

test("the types are those that openapi-fetch reads, too", async () => {
  respond = json(404, problem(404, "not_found"));
  const { error } = await createOpenApiFetch<paths>({ baseUrl }).GET("/v1/files/{id}", {
    params: { path: { id: "1" } },
  });
  expect(error !== undefined && "code" in error ? error.code : error?.message).toBe("not_found");
});

describe("tokens", () => {
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  let made = 0;
  const tokens = (signIn = "one") => {
    made += 1;
    return {
      accessToken: `${base64({})}.${base64({ origin_jti: signIn, jti: made })}.x`,
      idToken: `${base64({})}.${base64({ name: "Añâ" })}.x`,
      refreshToken: `refresh-${made}`,
      expiresIn: 3600,
      tokenType: "Bearer",
    };
  };
  const email = "ada@example.com";

  /** Keeps the stored values accessible, like an adapter for another platform. */
  function openStorage(): TokenStorage & { readonly values: Map<string, string> } {
    const values = new Map<string, string>();
    return {
      values,
      get: async (key) => values.get(key),
      set: async (key, value) => {
        values.set(key, value);
      },
      remove: async (key) => {
        values.delete(key);
      },
    };
  }

  async function signedIn(storage: TokenStorage = memoryStorage()) {
    respond = json(200, { tokens: tokens(), knownClient: "known" });
    const auth = createAuthClient({ baseUrl, storage });
    const changes: boolean[] = [];
    auth.onChange((isSignedIn) => changes.push(isSignedIn));
    expect((await auth.signIn({ email, password: "p" })).kind).toBe("signedIn");
    expect(changes).toEqual([true]);
    asked.length = 0;
    return { auth, changes };
  }

  /** 401 to every token but the newest. */
  const onlyNewest: Responder = (request, response) => {
    if (request.url === "/v1/auth/refresh") return json(200, { tokens: tokens() })(request, response);
    const claims = String(request.headers.authorization).split(".")[1] ?? "";
    const isNewest = JSON.parse(Buffer.from(claims, "base64url").toString()).jti === made;
    const answer = isNewest ? json(200, {}) : json(401, { message: "Unauthorized" });
    return answer(request, response);
  };

  test("are refreshed once for all calls that are refused at the same time, which are then retried", async () => {
    const { auth } = await signedIn();
    tokens();
    respond = onlyNewest;
    const answers = await Promise.all([1, 2, 3, 4].map(() => auth.api.GET("/v1/me")));
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200, 200]);
    expect(asked.filter((line) => line === "POST /v1/auth/refresh")).toHaveLength(1);
  });

  test("are not refreshed again if the new ones are refused, too", async () => {
    const { auth } = await signedIn();
    respond = (request, response) =>
      request.url === "/v1/auth/refresh"
        ? json(200, { tokens: tokens() })(request, response)
        : json(401, { message: "Unauthorized" })(request, response);
    expect((await auth.api.GET("/v1/me")).error?.code).toBe("unauthorized");
    expect(asked).toEqual(["GET /v1/me", "POST /v1/auth/refresh", "GET /v1/me"]);
  });

  test("are not refreshed if the sign-in is too old for the request", async () => {
    const { auth } = await signedIn();
    respond = json(401, problem(401, "reauthentication_required"));
    const { error } = await auth.api.POST("/v1/me/passkeys", { body: {} });
    expect(error?.code).toBe("reauthentication_required");
    expect(asked).toHaveLength(1);
  });

  test("stay if a refresh fails temporarily, and the failure is the call's answer", async () => {
    const { auth, changes } = await signedIn();
    respond = (request, response) =>
      request.url === "/v1/auth/refresh"
        ? json(503, problem(503, "service_unavailable"))(request, response)
        : json(401, { message: "Unauthorized" })(request, response);
    expect((await auth.api.GET("/v1/me")).error?.code).toBe("service_unavailable");
    expect(changes).toEqual([true]);
    respond = onlyNewest;
    expect((await auth.api.GET("/v1/me")).response.status).toBe(200);
  });

  test("are removed if the refresh token is invalid", async () => {
    const { auth, changes } = await signedIn();
    respond = json(401, problem(401, "invalid_refresh_token"));
    respond = (request, response) =>
      request.url === "/v1/auth/refresh"
        ? json(401, problem(401, "invalid_refresh_token"))(request, response)
        : json(401, { message: "Unauthorized" })(request, response);
    expect((await auth.api.GET("/v1/me")).error?.code).toBe("unauthorized");
    expect(changes).toEqual([true, false]);
    expect(await auth.accessToken()).toBeUndefined();
    expect(auth.claims()).toBeUndefined();
    expect(auth.idToken()).toBeUndefined();
  });

  test("survive a lost answer: the request is repeated within the grace period of the old one", async () => {
    const { auth } = await signedIn();
    tokens();
    let isLost = false;
    respond = (request, response) => {
      if (request.url !== "/v1/auth/refresh" || isLost) return onlyNewest(request, response);
      isLost = true;
      response.destroy();
    };
    expect((await auth.api.GET("/v1/me")).response.status).toBe(200);
    expect(asked.filter((line) => line === "POST /v1/auth/refresh")).toHaveLength(2);
  });

  test("are restored by another client of the same storage, and refreshed before they expire", async () => {
    const storage = openStorage();
    await signedIn(storage);
    const [[key, text] = ["", "{}"]] = [...storage.values].filter(([name]) => name.endsWith("tokens"));
    storage.values.set(key, JSON.stringify({ ...JSON.parse(text), expiresAt: Date.now() + 5_000 }));
    const later = createAuthClient({ baseUrl, storage });
    expect(await later.restore()).toBe(true);
    expect(later.claims()).toEqual({ name: "Añâ" });
    respond = onlyNewest;
    expect((await later.api.GET("/v1/me")).response.status).toBe(200);
    expect(asked).toEqual(["POST /v1/auth/refresh", "GET /v1/me"]);
  });

  test("in an unknown format are ignored", async () => {
    const storage = openStorage();
    await signedIn(storage);
    for (const key of storage.values.keys()) storage.values.set(key, '{"accessToken": 1}');
    expect(await createAuthClient({ baseUrl, storage }).restore()).toBe(false);
    for (const key of storage.values.keys()) storage.values.set(key, "not JSON");
    expect(await createAuthClient({ baseUrl, storage }).restore()).toBe(false);
  });

  test("are forgotten with a sign-out, also if the API can't be reached", async () => {
    const storage = openStorage();
    const { auth, changes } = await signedIn(storage);
    respond = (_request, response) => response.destroy();
    await expect(auth.signOut()).rejects.toThrow();
    expect([...storage.values.keys()].filter((key) => key.endsWith("tokens"))).toEqual([]);
    expect(changes).toEqual([true, false]);
  });

  test("of a known client are sent with the next sign-in, only for this account", async () => {
    const storage = openStorage();
    const { auth } = await signedIn(storage);
    const bodies: Record<string, unknown>[] = [];
    respond = (request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        bodies.push(JSON.parse(text));
        json(401, problem(401, "invalid_credentials"))(request, response);
      });
    };
    await auth.signIn({ email: " ADA@example.com", password: "p" });
    await auth.signIn({ email: "alan@example.com", password: "p" });
    expect(bodies.map(({ knownClient }) => knownClient)).toEqual(["known", undefined]);
  });
});
