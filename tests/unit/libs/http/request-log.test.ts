import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, jest, test } from "@jest/globals";
import { ApiError } from "../../../../libs/http/api-error.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";
import {
  createThing,
  getThing,
  openGuard,
  recordingLog,
  running,
  THING_ID,
  thingEvent,
} from "../../../support/worlds/thing-module.ts";

describe("the log", () => {
  test("has one line per request: route, caller, result, duration", async () => {
    const log = recordingLog();
    await httpModule([getThing], { guard: openGuard, log })(thingEvent(), lambdaContext());
    expect(log.lines).toEqual([
      {
        level: "info",
        message: "request",
        values: {
          requestId: "JKJaXmPLvHcESHA=",
          lambdaRequestId: lambdaContext().awsRequestId,
          route: `GET /v1/things/${THING_ID}`,
          status: 200,
          durationMs: expect.any(Number),
          sub: accessTokenClaims().sub,
        },
      },
    ]);
  });

  test("has a line at level error for an answer of 500 and more", async () => {
    const log = recordingLog();
    await running(() => Promise.reject(new ApiError("service_unavailable")), log)(
      httpEvent(),
      lambdaContext(),
    );
    await running(() => Promise.reject(new Error("surprise")), log)(httpEvent(), lambdaContext());
    expect(log.lines).toMatchObject([
      { level: "error", message: "request", values: { status: 503, code: "service_unavailable" } },
      { level: "error", message: "request", values: { status: 500, code: "internal_error" } },
    ]);
  });

  test.each([[null], [{}], [{ sub: 7 }], ["sub"]])("has no caller if the claims are %j", async (claims) => {
    const log = recordingLog();
    const event = httpEvent();
    Object.assign(event.requestContext, { authorizer: { jwt: { claims } } });
    await running(() => ({ fine: true }), log)(event, lambdaContext());
    expect(log.lines).toMatchObject([{ values: { status: 200 } }]);
    expect(log.lines[0]?.values).not.toHaveProperty("sub");
  });

  test("contains the duration in milliseconds, to a tenth", async () => {
    const log = recordingLog();
    let time = 5000;
    const now = jest.spyOn(performance, "now").mockImplementation(() => time);
    const handler = running(() => {
      time += 250.46;
      return { fine: true };
    }, log);
    await handler(httpEvent(), lambdaContext());
    now.mockRestore();
    expect(log.lines).toMatchObject([{ values: { durationMs: 250.5 } }]);
  });

  test("contains the code of a refusal, and only the name of the cause", async () => {
    const log = recordingLog();
    const cause = new TypeError("a user's password");
    await running(() => Promise.reject(new ApiError("not_found", { cause })), log)(
      httpEvent(),
      lambdaContext(),
    );
    expect(log.lines).toMatchObject([
      { level: "info", values: { status: 404, code: "not_found", cause: { name: "TypeError" } } },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain("password");
  });

  test("has the frames of an internal error, at level error, without its message", async () => {
    const log = recordingLog();
    const broken = new Error("a user's password");
    await running(() => Promise.reject(broken), log)(httpEvent(), lambdaContext());
    expect(log.lines).toMatchObject([
      {
        level: "error",
        values: {
          status: 500,
          cause: {
            name: "Error",
            frames: expect.arrayContaining([expect.stringContaining("request-log.test")]),
          },
        },
      },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain("password");
  });

  test("leaves the error itself to observers in the process, if it is an internal one", async () => {
    const seen: unknown[] = [];
    const observe = (message: unknown) => seen.push((message as { error: unknown }).error);
    subscribe("serverless-auth:failure", observe);
    const broken = new Error("surprise");
    const refusals = ["service_unavailable", "not_found"] as const;
    const cause = new Error("expected");
    for (const error of [broken, ...refusals.map((code) => new ApiError(code, { cause }))]) {
      await running(() => Promise.reject(error))(httpEvent(), lambdaContext());
    }
    await running(() => ({ fine: true }))(httpEvent(), lambdaContext());
    unsubscribe("serverless-auth:failure", observe);
    expect(seen).toEqual([broken]);
  });

  test.each([
    ["a valid body", { method: "POST", body: { name: "s3cret" } }],
    ["a body that is not JSON", { method: "POST", body: '{"name":"s3cret"' }],
    ["an invalid field", { method: "POST", body: { name: ["s3cret"] } }],
    ["a header", { headers: { authorization: "Bearer s3cret" } }],
    ["a query", { query: { token: "s3cret" } }],
  ])("contains nothing of %s", async (_name, request) => {
    const log = recordingLog();
    await httpModule([createThing], { guard: null, log })(httpEvent(request), lambdaContext());
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain("s3cret");
  });
});
