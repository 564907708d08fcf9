import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { HttpHandler } from "../../../../libs/http/http-module.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";
import { setEnvironment } from "../../../support/worlds/environment.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

setEnvironment({ POWERTOOLS_LOG_LEVEL: "SILENT" });

const type = { "content-type": "application/x-amz-json-1.1" };
const claims = accessTokenClaims();
const user = {
  Username: claims.username,
  Enabled: true,
  UserCreateDate: 1_787_918_400,
  UserLastModifiedDate: 1_787_918_400,
  UserAttributes: [
    { Name: "sub", Value: claims.sub },
    { Name: "email", Value: "ada@example.com" },
    { Name: "email_verified", Value: "true" },
    { Name: "name", Value: "Countess" },
  ],
};

let cognito: Awaited<ReturnType<typeof startAwsEndpoint>>;
let handler: HttpHandler;

beforeAll(async () => {
  cognito = await startAwsEndpoint();
  ({ handler } = await import("../../../../functions/account/handler.ts"));
});

afterAll(() => cognito.stop());

beforeEach(() => {
  cognito.received.length = 0;
  cognito.answer(({ headers }) => ({
    headers: type,
    body: String(headers["x-amz-target"]).endsWith("AdminGetUser") ? JSON.stringify(user) : "{}",
  }));
});

async function send(method: string, body?: unknown) {
  const answer = await handler(httpEvent({ method, path: "/v1/me", body, claims }), lambdaContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? "{}") };
}

/** Calls to the pool; session, table and bucket are called, too. */
const calls = () =>
  cognito.received
    .map(({ headers, body }) => [String(headers["x-amz-target"]).split(".")[1] ?? "", body] as const)
    .filter(([operation]) => operation.startsWith("Admin"))
    .map(([operation, body]) => [operation, JSON.parse(body)]);

test("the profile is that of the token's user, from the pool", async () => {
  expect(await send("GET")).toMatchObject({
    status: 200,
    body: { sub: claims.sub, email: "ada@example.com", emailVerified: true, groups: ["users"] },
  });
  expect(calls()).toEqual([
    ["AdminGetUser", { UserPoolId: "us-east-1_Ab12Cd34E", Username: claims.username }],
  ]);
});

test("an update writes given fields, clears null ones, and returns the profile", async () => {
  expect(await send("PATCH", { givenName: "Ada", name: null })).toMatchObject({
    status: 200,
    body: { sub: claims.sub },
  });
  expect(calls()).toContainEqual([
    "AdminUpdateUserAttributes",
    {
      UserPoolId: "us-east-1_Ab12Cd34E",
      Username: claims.username,
      UserAttributes: [
        { Name: "name", Value: "" },
        { Name: "given_name", Value: "Ada" },
      ],
    },
  ]);
});

test("an update without a change writes nothing", async () => {
  expect(await send("PATCH", { name: "Countess", familyName: null })).toMatchObject({ status: 200 });
  expect(calls().map(([operation]) => operation)).toEqual(["AdminGetUser"]);
});

test("the address can't be changed with the profile", async () => {
  expect(await send("PATCH", { email: "eve@example.com" })).toMatchObject({ status: 400 });
  expect(calls()).toEqual([]);
});

describe("a token that outlived its account", () => {
  test.each(["GET", "PATCH"])("is refused by %s once the account is disabled", async (method) => {
    cognito.answer(() => ({ headers: type, body: JSON.stringify({ ...user, Enabled: false }) }));
    const answer = await send(method, method === "PATCH" ? { name: "Ada" } : undefined);
    expect(answer).toMatchObject({ status: 401, body: { code: "account_unavailable" } });
    expect(calls().map(([operation]) => operation)).toEqual(["AdminGetUser"]);
  });

  test("is refused once the account is deleted", async () => {
    const body = JSON.stringify({ __type: "UserNotFoundException", message: "User does not exist." });
    cognito.answer(() => ({ status: 400, headers: type, body }));
    expect(await send("GET")).toMatchObject({ status: 401, body: { code: "account_unavailable" } });
  });
});
