import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { LambdaInvoker, LambdaOutcome } from "./lambda-invoker.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What serverless-offline answers in place of Lambda's `Task timed out after 3.00 seconds`. */
const OFFLINE_TIMEOUT = "[504] - Lambda timeout.";

/** A {@link LambdaInvoker} whose kept-alive connections can be closed. */
export interface HttpLambdaInvoker extends LambdaInvoker {
  close(): void;
}

/**
 * Calls functions over HTTP at a Lambda endpoint: `RequestResponse`
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), unsigned, as serverless-offline takes it.
 *
 * @param endpoint base URL of the Lambda API, asked for with every call because it may not be known at start
 */
export function createLambdaInvoker({ endpoint }: { readonly endpoint: () => string }): HttpLambdaInvoker {
  const agent = new Agent({ keepAlive: true });

  async function invoke(
    functionArn: string,
    event: unknown,
    { timeoutMs }: { readonly timeoutMs: number },
  ): Promise<LambdaOutcome> {
    const url = new URL(
      `/2015-03-31/functions/${encodeURIComponent(functionName(functionArn))}/invocations`,
      endpoint(),
    );
    const call = { url, agent, body: JSON.stringify(event), signal: AbortSignal.timeout(timeoutMs) };
    try {
      return outcomeOf(await post(call));
    } catch (error) {
      if (call.signal.aborted) return { kind: "timed-out" };
      return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  return { invoke, close: () => agent.destroy() };
}

/** `arn:aws:lambda:region:account:function:name[:alias]`, or a bare name. */
export function functionName(functionArn: string): string {
  return functionArn.startsWith("arn:") ? (functionArn.split(":")[6] ?? "") : functionArn;
}

interface Call {
  readonly url: URL;
  readonly agent: Agent;
  readonly body: string;
  readonly signal: AbortSignal;
}

function post(call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(call.url, {
      method: "POST",
      agent: call.agent,
      signal: call.signal,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(call.body) },
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // A kept-alive connection may have been closed by the other side just now: nothing was sent, so once more.
      // https://nodejs.org/api/http.html#requestreusedsocket
      if (outgoing.reusedSocket && error.code === "ECONNRESET") resolve(post(call));
      else reject(error);
    });
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.end(call.body);
  });
}

function outcomeOf({ status, headers, body }: Answer): LambdaOutcome {
  if (status !== 200) return { kind: "unreachable", reason: messageOf(body) ?? `Lambda answered ${status}` };
  if (headers["x-amz-function-error"] !== undefined) return functionError(body);
  return { kind: "result", payload: body === "" ? null : JSON.parse(body) };
}

function functionError(body: string): LambdaOutcome {
  const { errorType, errorMessage } = JSON.parse(body) as { errorType?: string; errorMessage?: string };
  if (errorMessage === OFFLINE_TIMEOUT)
    return { kind: "function-error", errorType: "Sandbox.Timedout", errorMessage: "Task timed out" };
  return { kind: "function-error", errorType: errorType ?? "Error", errorMessage: errorMessage ?? "" };
}

function messageOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { Message?: string }).Message;
  } catch {
    return undefined;
  }
}
