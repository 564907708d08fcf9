import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AwsClient } from "aws4fetch";
import { createLambdaInvoker } from "../../../local/lambda/create-lambda-invoker.ts";
import { type OfflineLambda, replaceLambda } from "../../../local/offline/replace-lambda.ts";
import { corsHeadersOf, sendRaw } from "../../support/clients/raw-request.ts";
import { startFunctions } from "../../support/stacks/local-functions.ts";
import { freePort } from "../../support/stacks/local-stack.ts";

const SIGNED =
  "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00";
const failures: string[] = [];

let port: number;
let lambda: OfflineLambda;

beforeAll(async () => {
  port = await freePort();
  const Lambda = class {} as unknown as { new (): OfflineLambda; readonly prototype: OfflineLambda };
  replaceLambda(Lambda, {
    functions: startFunctions({
      limits: { environments: 1, waiting: 1 },
      settings: { timeoutMs: 2000 },
      onError: (name) => failures.push(name),
    }),
    nameOf: (key) => key,
    port,
    onListening: () => {},
    onFault: (error) => failures.push(String(error)),
  });
  lambda = new Lambda();
  await lambda.start();
});

afterAll(() => lambda.stop());

const urlOf = (name: string, host = "127.0.0.1") =>
  `http://${host}:${port}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;

/** A signature like those of the SDKs and the CLI, with any credentials. */
const sign = new AwsClient({
  accessKeyId: "any",
  secretAccessKey: "thing",
  retries: 0,
  service: "lambda",
  region: "us-east-1",
});
const invoke = (
  name: string,
  init: { readonly body?: string; readonly headers?: Record<string, string> } = {},
) => sign.fetch(urlOf(name), { method: "POST", ...init });

test("a role's session may not call functions", async () => {
  const session = new AwsClient({
    accessKeyId: "ASIALOCALAAAAAAAAAAA",
    secretAccessKey: "thing",
    sessionToken: "token",
    retries: 0,
    service: "lambda",
    region: "us-east-1",
  });
  const answer = await session.fetch(urlOf("echo"), { method: "POST", body: "{}" });
  expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([403, "AccessDeniedException"]);
});

describe("requests of AWS's clients", () => {
  test("a function's result, by name and by ARN", async () => {
    for (const name of ["echo", "arn:aws:lambda:us-east-1:000000000000:function:echo:live"]) {
      const answer = await invoke(name, { body: '{"a":1}' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("x-amz-executed-version")).toBe("$LATEST");
      expect(await answer.json()).toEqual({ statusCode: 200, body: '{"a":1}' });
    }
  });

  test("no payload is an empty event, and no result is null", async () => {
    expect(await (await invoke("echo")).json()).toEqual({ statusCode: 200, body: "{}" });
    expect(await (await invoke("nothing")).json()).toBeNull();
  });

  test("a function's error, with its class", async () => {
    const answer = await invoke("fail", { body: '{"message":"no"}' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-amz-function-error")).toBe("Unhandled");
    expect(await answer.json()).toMatchObject({
      errorType: "RangeError",
      errorMessage: "no",
      trace: expect.arrayContaining(["RangeError: no"]),
    });
  });

  test("a client context", async () => {
    const context = Buffer.from('{"custom":{"from":"a test"}}').toString("base64");
    const answer = await invoke("describe", { headers: { "x-amz-client-context": context } });
    expect(await answer.json()).toMatchObject({ context: { clientContext: { custom: { from: "a test" } } } });
  });

  test("a dry run and an asynchronous invocation", async () => {
    const typed = (type: string) => invoke("echo", { headers: { "x-amz-invocation-type": type } });
    expect((await typed("DryRun")).status).toBe(204);
    expect((await typed("Event")).status).toBe(202);
    expect((await typed("Sometimes")).headers.get("x-amzn-errortype")).toBe("InvalidParameterValueException");
  });

  test.each([
    ["no such function", "ghost", "{}", 404, "ResourceNotFoundException"],
    ["a payload that is not JSON", "echo", "{", 400, "InvalidRequestContentException"],
    ["a payload over 6 MB", "echo", `"${"x".repeat(6 * 1024 * 1024)}"`, 413, "RequestTooLargeException"],
  ])("%s", async (_, name, body, status, type) => {
    const answer = await invoke(name, { body });
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([status, type]);
  });

  test("too many at a time are throttled with Lambda's message", async () => {
    // It has one idle environment, so of three calls one runs and one waits.
    expect((await invoke("perhapsNever")).status).toBe(200);
    const calls = await Promise.all(
      Array.from({ length: 3 }, () => invoke("perhapsNever", { body: '{"isEndless":true}' })),
    );
    const throttled = calls.filter(({ status }) => status === 429);
    expect(throttled.map(({ headers }) => headers.get("x-amzn-errortype"))).toEqual([
      "TooManyRequestsException",
    ]);
    expect(await throttled[0]?.json()).toMatchObject({
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    });
  });
});

describe("the local Cognito's calls", () => {
  test("start their time limit with the call of the handler", async () => {
    const invoker = createLambdaInvoker({ endpoint: () => `http://127.0.0.1:${port}` });
    try {
      expect(await invoker.invoke("slowStart", {}, { timeoutMs: 1000 })).toEqual({
        kind: "result",
        payload: "started",
      });
      expect(await invoker.invoke("perhapsNever", { isEndless: true }, { timeoutMs: 50 })).toEqual({
        kind: "timed-out",
      });
    } finally {
      invoker.close();
    }
  });
});

describe("pages can't invoke functions", () => {
  const attack = { method: "POST", body: '{"message":"invoked"}' };

  /** Sends the request to both loopback addresses; the requested function would fail. */
  async function refused(headers: Readonly<Record<string, string>>, method = "POST"): Promise<number[]> {
    failures.length = 0;
    const answers = await Promise.all(
      ["127.0.0.1", "[::1]"].map((host) => sendRaw(urlOf("fail", host), { ...attack, method, headers })),
    );
    expect(answers.flatMap(corsHeadersOf)).toEqual([]);
    expect(failures).toEqual([]);
    return answers.map(({ status }) => status);
  }

  test.each([
    ["a page of another local port", { origin: "http://localhost:5173" }],
    ["a page of the API's own port", { origin: "http://localhost:3000" }],
    ["a page of another site", { origin: "https://evil.example" }],
    ["a sandboxed page or a file", { origin: "null" }],
    ["a page whose browser omits Origin", { "sec-fetch-site": "same-site" }],
    ["a page of another site, without Origin", { "sec-fetch-site": "cross-site" }],
    ["a page that claims this origin", { "sec-fetch-site": "same-origin" }],
    ["the address bar", { "sec-fetch-site": "none" }],
  ])("%s, signed or not", async (_, headers) => {
    expect(await refused({ ...headers, authorization: SIGNED })).toEqual([403, 403]);
    expect(await refused({ ...headers, "content-type": "text/plain" })).toEqual([403, 403]);
  });

  test("a preflight is not answered", async () => {
    const preflight = {
      origin: "http://localhost:5173",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    expect(await refused(preflight, "OPTIONS")).toEqual([403, 403]);
  });

  test.each([
    "evil.example",
    "evil.example:3002",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0.0.0.0",
  ])("a foreign name that resolves to loopback: %j", async (host) => {
    expect(await refused({ host, authorization: SIGNED })).toEqual([403, 403]);
  });

  test("an unsigned request", async () => {
    expect(await refused({})).toEqual([403, 403]);
    expect(await refused({ authorization: "Bearer x" })).toEqual([403, 403]);
  });

  test.each(["localhost", "127.0.0.1", "[::1]"])("while a client at %s is answered", async (name) => {
    const headers = { host: `${name}:${port}`, authorization: SIGNED };
    const answer = await sendRaw(urlOf("fail", name), { ...attack, headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ errorMessage: "invoked" });
    expect(corsHeadersOf(answer)).toEqual([]);
  });
});
