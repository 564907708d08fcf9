import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { localCredentials } from "../local-credentials.ts";
import { traceHeader } from "../recorder/active-span.ts";
import { TRACE_HEADER, UNTRACED } from "../recorder/trace-header.ts";
import { functionName, PREFER_PROCESSING } from "./invoke-api.ts";
import type { LambdaCall, LambdaInvoker, LambdaOutcome } from "./lambda-invoker.ts";
import { limitOf } from "./time-limits.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How long a call may wait for an execution environment, in milliseconds. */
const MAX_WAIT_MS = 60_000;

/** A well-formed signature: any credentials are accepted, so it is not verified. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=${localCredentials.accessKeyId}, SignedHeaders=host, Signature=0`;

/** A {@link LambdaInvoker} whose kept-alive connections can be closed. */
export interface HttpLambdaInvoker extends LambdaInvoker {
  close(): void;
}

/**
 * Calls functions over HTTP at the local Invoke API: `RequestResponse`
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). The caller's limit counts from the call of the handler: the
 * time until an environment starts, or is free, depends on the machine and not on the function.
 *
 * @param endpoint base URL of the Lambda API, read for every call because it may be unknown at start
 */
export function createLambdaInvoker({ endpoint }: { readonly endpoint: () => string }): HttpLambdaInvoker {
  const agent = new Agent({ keepAlive: true });

  async function invoke(
    functionArn: string,
    event: unknown,
    { timeoutMs, isTraced = true }: LambdaCall,
  ): Promise<LambdaOutcome> {
    const url = new URL(
      `/2015-03-31/functions/${encodeURIComponent(functionName(functionArn))}/invocations`,
      endpoint(),
    );
    const late = new AbortController();
    let limit = setTimeout(() => late.abort(), limitOf(MAX_WAIT_MS));
    const onCalled = () => {
      clearTimeout(limit);
      limit = setTimeout(() => late.abort(), limitOf(timeoutMs));
    };
    try {
      return outcomeOf(
        await post({
          url,
          agent,
          body: JSON.stringify(event),
          trace: isTraced ? traceHeader() : UNTRACED,
          signal: late.signal,
          onCalled,
        }),
      );
    } catch (error) {
      if (late.signal.aborted) return { kind: "timed-out" };
      return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(limit);
    }
  }

  return { invoke, close: () => agent.destroy() };
}

interface Call {
  readonly url: URL;
  readonly agent: Agent;
  readonly body: string;
  readonly trace: string | undefined;
  readonly signal: AbortSignal;
  readonly onCalled: () => void;
}

function post(call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { trace } = call;
    const outgoing = request(call.url, {
      method: "POST",
      agent: call.agent,
      signal: call.signal,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(call.body),
        authorization: AUTHORIZATION,
        prefer: PREFER_PROCESSING,
        ...(trace !== undefined && { [TRACE_HEADER]: trace }),
      },
    });
    outgoing.on("information", ({ statusCode }) => {
      if (statusCode === 102) call.onCalled();
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // The other side may have just closed a kept-alive connection: nothing was sent, so try once more.
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
  return { kind: "function-error", errorType: errorType ?? "Error", errorMessage: errorMessage ?? "" };
}

function messageOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { Message?: string }).Message;
  } catch {
    return undefined;
  }
}
