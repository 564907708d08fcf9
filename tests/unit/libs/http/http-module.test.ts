import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import type { AnswerFloor } from "../../../../libs/http/answer-floor.ts";
import { ApiError } from "../../../../libs/http/api-error.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { route } from "../../../../libs/http/route.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";
import {
  createThing,
  getThing,
  read,
  recordingLog,
  running,
  send,
  THING_ID,
  thingEvent,
  things,
} from "../../../support/worlds/thing-module.ts";

describe("a valid request", () => {
  test("is answered with the route's status and JSON", async () => {
    const answer = await send(things, httpEvent({ method: "POST", body: { name: "lamp" } }));
    expect(answer).toMatchObject({
      status: 201,
      headers: { "content-type": "application/json" },
      body: { name: "lamp" },
    });
  });

  test("may come in base64, and with another JSON media type", async () => {
    const headers = { "Content-Type": "application/merge-patch+json; charset=utf-8" };
    const event = httpEvent({ method: "POST", body: '{"name":"Lämpchen"}', base64: true });
    const answer = await send(things, { ...event, headers });
    expect(answer).toMatchObject({ status: 201, body: { name: "Lämpchen" } });
  });

  test("reaches run with parameters, query and principal", async () => {
    const answer = await send(things, thingEvent({ query: { verbose: "yes" } }));
    expect(answer).toMatchObject({
      status: 200,
      body: { id: THING_ID, owner: accessTokenClaims().sub, verbose: "yes" },
    });
  });

  test("of a route without answer gets 204 and no body", async () => {
    const claims = accessTokenClaims({ scope: "api/users.write" });
    const answer = await things(thingEvent({ method: "DELETE", claims }), lambdaContext());
    expect(answer.statusCode).toBe(204);
    expect(answer.body).toBeUndefined();
  });
});

describe("every answer", () => {
  const secured = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": expect.stringMatching(/^max-age=\d+/),
  };

  test("has the security headers", async () => {
    const answer = await send(things, httpEvent({ method: "POST", body: { name: "lamp" } }));
    expect(answer.headers).toMatchObject(secured);
  });

  test("has them also when it is a problem", async () => {
    const answer = await send(things, httpEvent({ path: "/v1/nothing" }));
    expect(answer.headers).toMatchObject({ ...secured, "content-type": "application/problem+json" });
  });
});

describe("a path", () => {
  const statusOf = async (path: string) => (await send(things, httpEvent({ path }))).status;

  test.each([
    "/",
    "/v1/things/",
    "//v1/things",
    "/v1//things",
    "/v1/./things",
    "/v1/x/../things",
    "/v1/things/.",
    "/v1/things/..",
    "v1/things",
  ])("%s is an unknown route", async (path) => {
    expect(await statusOf(path)).toBe(404);
  });

  test("may have dots inside a segment", async () => {
    expect(await statusOf("/v1/things/..hidden")).toBe(401);
  });
});

describe("a problem", () => {
  test("has all members of RFC 9457 and the code", async () => {
    const { body } = await send(things, httpEvent({ path: "/v1/nothing" }));
    expect(body).toEqual({
      type: "urn:problem-type:route_not_found",
      title: "Route not found",
      status: 404,
      code: "route_not_found",
      detail: "There is no such route.",
      instance: "urn:request:JKJaXmPLvHcESHA%3D",
    });
  });

  test("names each invalid field, by a JSON pointer into its part of the request", async () => {
    const event = httpEvent({ method: "POST", body: { "a/b": "one", color: "red" }, query: { page: "2" } });
    const { status, body } = await send(things, event);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "validation_failed" });
    expect(body.errors).toEqual([
      { in: "query", pointer: "#", detail: expect.stringContaining("page") },
      { in: "body", pointer: "#/name", detail: expect.stringContaining("expected string") },
      { in: "body", pointer: "#/a~1b", detail: expect.stringContaining("expected number") },
      { in: "body", pointer: "#", detail: expect.stringContaining("color") },
    ]);
  });

  test("has only the headers and members of its code", async () => {
    const answer = await things(httpEvent({ path: "/v1/nothing" }), lambdaContext());
    expect(answer).not.toHaveProperty("cookies");
    expect(Object.keys(answer.headers ?? {}).sort()).toEqual([
      "cache-control",
      "content-security-policy",
      "content-type",
      "cross-origin-opener-policy",
      "referrer-policy",
      "strict-transport-security",
      "x-content-type-options",
    ]);
  });

  test("lists at most twenty invalid fields", async () => {
    const list = route({
      operation: "test",
      summary: "A route to test with",
      method: "POST",
      path: "/v1/things",
      body: z.array(z.number()),
      response: z.undefined(),
      run: () => undefined,
    });
    const handler = httpModule([list], { guard: null, log: recordingLog() });
    const wrong = (count: number) => httpEvent({ method: "POST", body: Array(count).fill("x") });
    expect((await send(handler, wrong(20))).body.errors).toHaveLength(20);
    expect((await send(handler, wrong(21))).body.errors).toHaveLength(20);
  });

  test("of a limit or an outage says when to come back", async () => {
    const limited = running(() => Promise.reject(new ApiError("too_many_requests")));
    const answer = await send(limited, httpEvent());
    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": expect.stringMatching(/^\d+$/) } });
  });
});

const bytes = (count: number) => JSON.stringify({ name: "x".repeat(count - '{"name":""}'.length) });

test.each<[string, Parameters<typeof httpEvent>[0], number, string]>([
  ["an unknown path", { path: "/v1/nothing" }, 404, "route_not_found"],
  ["a path below a known one", { path: "/v1/things/1/2" }, 404, "route_not_found"],
  ["a slash at the end", { path: "/v1/things/" }, 404, "route_not_found"],
  ["a slash at the end of a parameter", { path: `/v1/things/${THING_ID}/` }, 404, "route_not_found"],
  ["an empty part", { path: "/v1//things" }, 404, "route_not_found"],
  ["two leading slashes", { path: "//v1/things" }, 404, "route_not_found"],
  ["no leading slash", { path: "v1/things" }, 404, "route_not_found"],
  ["dot segments", { path: "/v1/x/../things" }, 404, "route_not_found"],
  ["a dot segment in place of a parameter", { path: "/v1/things/.." }, 404, "route_not_found"],
  ["another case", { path: "/V1/Things" }, 404, "route_not_found"],
  ["an unknown field", { method: "POST", body: { name: "a", x: 1 } }, 400, "validation_failed"],
  ["JSON cut short", { method: "POST", body: '{"name":' }, 400, "malformed_json"],
  ["no body", { method: "POST", headers: { "content-type": "application/json" } }, 400, "malformed_json"],
  ["a body that is null", { method: "POST", body: "null" }, 400, "validation_failed"],
  ["a body that is a list", { method: "POST", body: [] }, 400, "validation_failed"],
  [
    "a key that would change a prototype",
    { method: "POST", body: '{"__proto__":{"name":"a"}}' },
    400,
    "malformed_json",
  ],
  [
    "a form",
    { method: "POST", body: "name=a", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "unsupported_media_type",
  ],
  [
    "no media type",
    { method: "POST", body: "{}", headers: { "content-type": "" } },
    415,
    "unsupported_media_type",
  ],
  ["64 KB and one byte", { method: "POST", body: bytes(65_537) }, 413, "body_too_large"],
  ["70 KB in base64", { method: "POST", body: bytes(70_000), base64: true }, 413, "body_too_large"],
  ["70 KB that are not JSON", { method: "POST", body: "x".repeat(70_000) }, 413, "body_too_large"],
  ["a missing token", { path: `/v1/things/${THING_ID}` }, 401, "unauthorized"],
])("%s is refused", async (_name, request, status, code) => {
  expect(await send(things, httpEvent(request))).toMatchObject({ status, body: { code, status } });
});

test("64 KB are accepted, in plain text and in base64", async () => {
  const plain = await send(things, httpEvent({ method: "POST", body: bytes(65_536) }));
  const encoded = await send(things, httpEvent({ method: "POST", body: bytes(65_536), base64: true }));
  expect([plain.status, encoded.status]).toEqual([201, 201]);
});

test("64 KB are counted in bytes, not in characters", async () => {
  const { status } = await send(things, httpEvent({ method: "POST", body: { name: "ä".repeat(40_000) } }));
  expect(status).toBe(413);
});

describe("a method that a path does not support", () => {
  test("gets 405 and the supported methods", async () => {
    const answer = await send(things, thingEvent({ method: "PATCH" }));
    expect(answer).toMatchObject({
      status: 405,
      headers: { allow: "GET, DELETE" },
      body: { code: "method_not_allowed" },
    });
  });

  test("also on a path without parameters", async () => {
    const answer = await send(things, httpEvent({ method: "DELETE" }));
    expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } });
  });
});

describe("authorization", () => {
  test("without token answers a bearer challenge", async () => {
    const answer = await send(things, thingEvent({ claims: undefined }));
    expect(answer).toMatchObject({ status: 401, headers: { "www-authenticate": "Bearer" } });
  });

  test("without the route's scope answers 403 and names the scope", async () => {
    const answer = await send(things, thingEvent({ method: "DELETE" }));
    expect(answer).toMatchObject({
      status: 403,
      headers: { "www-authenticate": 'Bearer error="insufficient_scope", scope="api/users.write"' },
      body: { code: "insufficient_scope" },
    });
  });

  test("does not accept a scope that merely begins the same", async () => {
    const claims = accessTokenClaims({ scope: "api/profile.read xapi/profile" });
    expect(await send(things, thingEvent({ claims }))).toMatchObject({ status: 403 });
  });

  test("refuses an ID token", async () => {
    const claims = accessTokenClaims({ token_use: "id" });
    expect(await send(things, thingEvent({ claims }))).toMatchObject({
      status: 401,
      body: { code: "unauthorized" },
    });
  });

  test("comes before validation: an unauthorized client learns nothing about the schema", async () => {
    const event = thingEvent({ claims: undefined, params: { id: "no uuid" } });
    expect(await send(things, event)).toMatchObject({ status: 401 });
  });
});

describe("an unexpected error", () => {
  const secret = "secret-in-the-message";

  test("is an internal error without details", async () => {
    const failing = running(() => Promise.reject(new Error(secret)));
    const answer = await failing(httpEvent(), lambdaContext());
    expect(read(answer)).toMatchObject({ status: 500, body: { code: "internal_error" } });
    expect(JSON.stringify(answer)).not.toMatch(/secret-in-the-message|\bat .*\.ts/);
  });

  test("names no cause if there is none", async () => {
    const log = recordingLog();
    await running(() => Promise.reject(new ApiError("group_exists")), log)(httpEvent(), lambdaContext());
    expect(log.lines).toMatchObject([{ values: { cause: { message: "group_exists is not documented" } } }]);
  });

  test("is an internal error even if it looks like one of the middleware's", async () => {
    const failing = running(() => Promise.reject({ statusCode: 415 }));
    expect(await send(failing, httpEvent())).toMatchObject({ status: 500, body: { code: "internal_error" } });
  });

  test("is the same if what was thrown is not an error", async () => {
    expect(
      await send(
        running(() => Promise.reject("text")),
        httpEvent(),
      ),
    ).toMatchObject({ status: 500 });
  });

  test("withholds an answer that does not match the route's schema", async () => {
    const leaking = running(() => ({ fine: true, passwordHash: secret }));
    const answer = await leaking(httpEvent(), lambdaContext());
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  test("includes an error that the route does not document, and the log says which", async () => {
    const log = recordingLog();
    const cause = Object.assign(new Error(secret), { name: "GroupExistsException" });
    const surprised = running(() => Promise.reject(new ApiError("group_exists", { cause })), log);
    const answer = await send(surprised, httpEvent());
    expect(answer).toMatchObject({ status: 500, body: { code: "internal_error" } });
    expect(log.lines).toMatchObject([
      { values: { cause: { message: "group_exists after GroupExistsException is not documented" } } },
    ]);
    expect(JSON.stringify([answer, log.lines])).not.toContain(secret);
  });

  test("includes running out of time: a problem goes out before Lambda gives up", async () => {
    const never = running(() => new Promise(() => undefined));
    expect(read(await never(httpEvent(), lambdaContext(300)))).toMatchObject({
      status: 503,
      body: { code: "service_unavailable" },
    });
  });
});

test("a module refuses two routes with the same method and path", () => {
  expect(() => httpModule([getThing, getThing], { guard: null })).toThrow(
    "declared twice: GET /v1/things/{id}",
  );
  const routes = [createThing, createThing, getThing, getThing];
  expect(() => httpModule(routes, { guard: null })).toThrow(
    "declared twice: POST /v1/things, GET /v1/things/{id}",
  );
});

test("a route whose answers must be alike runs behind the module's floor, with the time that is left", async () => {
  const alike = route({
    operation: "test",
    summary: "A route to test with",
    method: "GET",
    path: "/v1/things",
    answersAlike: "refusals",
    response: z.strictObject({ fine: z.literal(true) }),
    run: () => ({ fine: true }) as const,
  });
  const asked: unknown[] = [];
  const floor: AnswerFloor = (...[answersAlike, remaining, work]) => {
    asked.push([answersAlike, remaining]);
    return work();
  };
  const handler = httpModule([alike], { guard: null, floor, log: recordingLog() });
  expect(read(await handler(httpEvent(), lambdaContext(5000)))).toMatchObject({ body: { fine: true } });
  expect(asked).toEqual([["refusals", 5000]]);
});

test("an error of the API has its own name, for the log", () => {
  expect(new ApiError("not_found").name).toBe("ApiError");
});
