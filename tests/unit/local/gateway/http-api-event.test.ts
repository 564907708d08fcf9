import { describe, expect, test } from "@jest/globals";
import { httpApiEvent } from "../../../../local/gateway/http-api-event.ts";

const came = {
  version: "2.0",
  rawPath: "/v1/me",
  headers: {
    host: "api.localhost:3000",
    "x-note": "a",
    cookie: "a=1",
    "sls-offline-authorizer-override": "id",
  },
  isBase64Encoded: false,
  requestContext: {
    authorizer: "id",
    operationName: "x",
    stage: "$default",
    http: { method: "GET", path: "/v1/me" },
  },
};
const gateway = { requestId: "id-1", rawQueryString: "a=1" };

const eventOf = (more: object = {}, request: object = {}) =>
  httpApiEvent({ ...came, ...more }, { ...gateway, ...request }) as Record<string, unknown>;

describe("an event of payload 2.0", () => {
  test("has API Gateway's own members", () => {
    expect(eventOf()).toStrictEqual({
      version: "2.0",
      rawPath: "/v1/me",
      rawQueryString: "a=1",
      headers: { host: "api.localhost:3000", "x-note": "a" },
      isBase64Encoded: false,
      requestContext: {
        stage: "$default",
        http: { method: "GET", path: "/v1/me" },
        accountId: expect.stringMatching(/^\d{12}$/),
        apiId: "local",
        domainName: "api.localhost",
        domainPrefix: "api",
        requestId: "id-1",
      },
    });
  });

  test("has the time of the request at the gateway", () => {
    const receivedAt = Date.UTC(2026, 2, 5, 9, 8, 7, 6);
    expect(eventOf({}, { receivedAt }).requestContext).toMatchObject({
      time: "05/Mar/2026:09:08:07 +0000",
      timeEpoch: receivedAt,
    });
  });

  test("has the caller if an authorizer ran", () => {
    const authorizer = { jwt: { claims: { sub: "ada" }, scopes: null } };
    expect(eventOf({}, { authorizer }).requestContext).toMatchObject({ authorizer });
  });

  test("has this machine's address if the request has none", () => {
    const { requestContext } = eventOf({ headers: {} });
    expect(requestContext).toMatchObject({ domainName: "localhost", domainPrefix: "localhost" });
  });

  test.each(["body", "cookies", "pathParameters", "queryStringParameters", "stageVariables"])(
    "leaves out %s only if there is none",
    (name) => {
      const body = name === "body" ? { isBase64Encoded: true } : {};
      for (const nothing of [null, undefined, []]) {
        expect(eventOf({ ...body, [name]: nothing })).not.toHaveProperty(name);
      }
      expect(eventOf({ ...body, [name]: ["a"] })[name]).toEqual(["a"]);
      expect(eventOf({ ...body, [name]: { length: 0 } })[name]).toEqual({ length: 0 });
    },
  );

  test("keeps other members unchanged, also empty ones", () => {
    expect(eventOf({ another: null })).toHaveProperty("another", null);
  });

  test("has the text of the body, or the bytes in base64 if serverless-offline encoded them", () => {
    expect(eventOf({ body: 0 }, { body: "0" }).body).toBe("0");
    expect(eventOf({ body: "AAE=", isBase64Encoded: true }, { body: "\0\u0001" }).body).toBe("AAE=");
  });
});
