import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { HttpHandler } from "../../../../libs/http/http-module.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";
import { setEnvironment } from "../../../support/worlds/environment.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

setEnvironment({ POWERTOOLS_LOG_LEVEL: "ERROR" });

const claims = accessTokenClaims({ auth_time: String(Math.floor(Date.now() / 1000)) });
const body = { currentPassword: "Correct-horse-7", newPassword: "Another-horse-8-battery" };

let aws: Awaited<ReturnType<typeof startAwsEndpoint>>;
let handler: HttpHandler;
/** The logger writes errors to one stream, the rest and the metrics to the other. */
let streams: readonly jest.SpiedFunction<typeof process.stdout.write>[];

beforeAll(async () => {
  streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockReturnValue(true),
  );
  aws = await startAwsEndpoint();
  ({ handler } = await import("../../../../functions/account/handler.ts"));
});

afterAll(async () => {
  for (const stream of streams) stream.mockRestore();
  await aws.stop();
});

beforeEach(() => {
  aws.received.length = 0;
  for (const stream of streams) stream.mockClear();
});

/** AWS accepts every operation but these. */
function awsFails(failing: readonly string[], exception: string): void {
  aws.answer(({ headers }) => {
    const operation = String(headers["x-amz-target"]).split(".")[1] ?? "";
    const type = { "content-type": "application/x-amz-json-1.1" };
    if (!failing.includes(operation)) return { headers: type, body: "{}" };
    return { status: 400, headers: type, body: JSON.stringify({ __type: exception, message: "no" }) };
  });
}

const timesCalled = (operation: string) =>
  aws.received.filter(({ headers }) => String(headers["x-amz-target"]).endsWith(`.${operation}`)).length;

async function send(method: string, path: string, sent?: object) {
  const answer = await handler(httpEvent({ method, path, body: sent, claims }), lambdaContext());
  return { status: answer.statusCode, code: JSON.parse(answer.body ?? "{}").code };
}

const logged = () =>
  streams.flatMap(({ mock }) =>
    mock.calls.map(([line]): Record<string, unknown> => JSON.parse(String(line))),
  );

test("a changed password ends every sign-in here and at Cognito", async () => {
  awsFails([], "");
  expect(await send("POST", "/v1/me/password", body)).toEqual({ status: 204, code: undefined });
  const ended = aws.received.find(({ headers }) =>
    String(headers["x-amz-target"]).endsWith("AdminUserGlobalSignOut"),
  );
  expect(JSON.parse(ended?.body ?? "")).toEqual({
    UserPoolId: "us-east-1_Ab12Cd34E",
    Username: claims.username,
  });
  expect(aws.received.some(({ body: sent }) => sent.includes('"SIGNED_OUT"'))).toBe(true);
  expect(logged()).not.toContainEqual(expect.objectContaining({ sign_ins_not_ended: 1 }));
});

test.each([
  ["cognito", ["AdminUserGlobalSignOut"]],
  ["sessions", ["PutItem"]],
])("if %s fails, the answer is a success and the operator sees it", async (where, failing) => {
  awsFails(failing, "ThrottlingException");
  expect(await send("POST", "/v1/me/password", body)).toEqual({ status: 204, code: undefined });
  for (const operation of failing) expect(timesCalled(operation)).toBeGreaterThanOrEqual(3);
  expect(logged()).toContainEqual(expect.objectContaining({ sign_ins_not_ended: 1, cause: where }));
  expect(logged()).toContainEqual(
    expect.objectContaining({
      level: "ERROR",
      message: "sign-ins not ended",
      where,
      sub: claims.sub,
      cause: { name: "ThrottlingException" },
    }),
  );
  // The other one was still called.
  expect(timesCalled("AdminUserGlobalSignOut")).toBeGreaterThan(0);
  expect(timesCalled("PutItem")).toBeGreaterThan(0);
});

test("a wrong password ends nothing", async () => {
  awsFails(["ChangePassword"], "NotAuthorizedException");
  expect(await send("POST", "/v1/me/password", body)).toEqual({ status: 401, code: "invalid_credentials" });
  expect(timesCalled("AdminUserGlobalSignOut")).toBe(0);
});

test.each([["AdminUserGlobalSignOut"], ["PutItem"]])(
  "a request to end every sign-in fails if %s fails, and the other one has ended",
  async (failing) => {
    awsFails([failing], "InternalErrorException");
    const answer = await send("DELETE", "/v1/me/sessions");
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(timesCalled("AdminUserGlobalSignOut")).toBeGreaterThan(0);
    expect(timesCalled("PutItem")).toBeGreaterThan(0);
  },
);
