import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "@jest/globals";
import { createLambdaInvoker, type HttpLambdaInvoker } from "../../../local/lambda/create-lambda-invoker.ts";
import { functionName } from "../../../local/lambda/invoke-api.ts";

let server: Server | undefined;
let invoker: HttpLambdaInvoker | undefined;

afterEach(() => {
  invoker?.close();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A Lambda endpoint. */
async function startLambda(listener: RequestListener): Promise<HttpLambdaInvoker> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  invoker = createLambdaInvoker({ endpoint: () => `http://127.0.0.1:${port}` });
  return invoker;
}

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:auth-local-preSignUp";
const limits = { timeoutMs: 5000 };

test("a function's name is the last of its ARN", () => {
  expect(functionName(ARN)).toBe("auth-local-preSignUp");
  expect(functionName(`${ARN}:live`)).toBe("auth-local-preSignUp");
  expect(functionName("auth-local-preSignUp")).toBe("auth-local-preSignUp");
});

test("sends the event to the function and returns its answer, over one connection", async () => {
  const received: unknown[] = [];
  const connections = new Set<unknown>();
  const { invoke } = await startLambda((request, response) => {
    connections.add(request.socket);
    void text(request).then((body) => {
      received.push(request.method, request.url, JSON.parse(body));
      response.setHeader("content-type", "application/json").end('{"response":{"autoConfirmUser":true}}');
    });
  });
  const outcome = { kind: "result", payload: { response: { autoConfirmUser: true } } };
  expect(await invoke(ARN, { userName: "Ådä" }, limits)).toEqual(outcome);
  expect(await invoke(ARN, {}, limits)).toEqual(outcome);
  const path = "/2015-03-31/functions/auth-local-preSignUp/invocations";
  expect(received).toEqual(["POST", path, { userName: "Ådä" }, "POST", path, {}]);
  expect(connections.size).toBe(1);
});

test("a function without an answer returns null", async () => {
  const { invoke } = await startLambda((_, response) => response.end());
  expect(await invoke(ARN, {}, limits)).toEqual({ kind: "result", payload: null });
});

test("a function that throws", async () => {
  const { invoke } = await startLambda((_, response) =>
    response
      .setHeader("x-amz-function-error", "Unhandled")
      .end('{"errorType":"Error","errorMessage":"Sign-up is closed","trace":[]}'),
  );
  expect(await invoke(ARN, {}, limits)).toEqual({
    kind: "function-error",
    errorType: "Error",
    errorMessage: "Sign-up is closed",
  });
});

test("no answer within the caller's limit", async () => {
  const { invoke } = await startLambda((_, response) => response.writeProcessing());
  expect(await invoke(ARN, {}, { timeoutMs: 20 })).toEqual({ kind: "timed-out" });
});

test("an unknown function", async () => {
  const { invoke } = await startLambda((_, response) =>
    response.writeHead(404).end('{"Message":"Function not found: auth-local-preSignUp","Type":"User"}'),
  );
  expect(await invoke(ARN, {}, limits)).toEqual({
    kind: "unreachable",
    reason: "Function not found: auth-local-preSignUp",
  });
});

test("no server listens", async () => {
  const unused = createServer().listen(0, "127.0.0.1");
  await once(unused, "listening");
  const { port } = unused.address() as AddressInfo;
  unused.close();
  invoker = createLambdaInvoker({ endpoint: () => `http://127.0.0.1:${port}` });
  expect(await invoker.invoke(ARN, {}, limits)).toMatchObject({
    kind: "unreachable",
    reason: expect.stringContaining("ECONNREFUSED"),
  });
});

test("a connection that was closed while idle is opened again", async () => {
  const { invoke } = await startLambda((_, response) => response.end("1"));
  expect(await invoke(ARN, {}, limits)).toEqual({ kind: "result", payload: 1 });
  server?.closeAllConnections();
  expect(await invoke(ARN, {}, limits)).toEqual({ kind: "result", payload: 1 });
});
