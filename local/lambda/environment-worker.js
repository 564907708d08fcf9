/**
 * The inside of an execution environment: a worker thread that imports a function's bundle once, as Lambda's init phase does,
 * and then runs its handler for one event at a time. Talks JSON with its {@link ExecutionEnvironment}, as the runtime API does.
 *
 * JavaScript, not TypeScript: what strips types would take 8 MiB and some 50 milliseconds of each environment.
 *
 * @import { Call, FunctionError, Report, WorkerSettings } from "./worker-messages.ts"
 */
import { subscribe } from "node:diagnostics_channel";
import { enableCompileCache, flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { moveDate } from "./moved-date.js";
import { withTraceHeader } from "./send-trace-header.js";

const { file, exportName, compiled, clock } = /** @type {WorkerSettings} */ (workerData);

/** What a limit of time counts by, wherever the local cloud's clock is moved to meanwhile. */
const machineNow = Date.now;

/** @param {Report} message */
const report = (message) => parentPort?.postMessage(message);

/**
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 * @param {unknown} error
 * @returns {FunctionError}
 */
function describeError(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? String(error)).split("\n"),
  };
}

/** Of errors that wrap each other, as many as say something. */
const MAX_CAUSES = 3;

/**
 * With what caused it, which Lambda leaves out.
 *
 * @param {unknown} error
 * @returns {FunctionError}
 */
function describeHandled(error) {
  const described = describeError(error);
  const trace = [...described.trace];
  let cause = error instanceof Error ? error.cause : undefined;
  for (let depth = 0; depth < MAX_CAUSES && cause !== undefined; depth += 1) {
    const [first = "", ...frames] = describeError(cause).trace;
    trace.push(`[cause]: ${first}`, ...frames);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return { ...described, trace };
}

/** What our functions publish of errors that they handle: what they log says nothing of a message. */
subscribe("serverless-auth:failure", (message) => {
  const { error } = /** @type {{ error?: unknown }} */ (message);
  report({ kind: "handled", error: describeHandled(error) });
});

async function loadHandler() {
  const { [exportName]: handler } = await import(pathToFileURL(file).href);
  if (typeof handler !== "function")
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  return handler;
}

/**
 * JSON of what a handler returned. What can't be is told in the words of Lambda's runtime, and to the developer with the member.
 *
 * @param {unknown} result
 * @throws Error `Runtime.JSONStringifyError`
 */
function serialize(result) {
  let member = "";
  try {
    return (
      JSON.stringify(result ?? null, (key, value) => {
        member = key;
        return value;
      }) ?? "null"
    );
  } catch (error) {
    const { errorType, errorMessage } = describeError(error);
    const where = member === "" ? "what it returned" : `"${member}" of what it returned`;
    report({
      kind: "handled",
      error: { errorType, errorMessage: `${where} can't be JSON: ${errorMessage}`, trace: [] },
    });
    throw Object.assign(new Error("Unable to stringify response body"), {
      name: "Runtime.JSONStringifyError",
    });
  }
}

/**
 * @param {(event: unknown, context: object) => unknown} handler
 * @param {Call} call
 */
async function answer(handler, { event, context, deadline, traceHeader }) {
  try {
    const result = await withTraceHeader(traceHeader, () =>
      handler(JSON.parse(event), {
        ...context,
        getRemainingTimeInMillis: () => Math.max(0, deadline - machineNow()),
      }),
    );
    report({ kind: "result", payload: serialize(result) });
  } catch (error) {
    report({ kind: "error", error: describeError(error) });
  }
}

if (compiled !== null) enableCompileCache(compiled);
if (clock !== null) moveDate(clock);
try {
  const handler = await loadHandler();
  let isFirst = true;
  parentPort?.on("message", (call) => {
    void answer(handler, call).then(() => {
      // An environment is ended, not left to exit, and would write nothing then.
      if (isFirst && compiled !== null) setImmediate(flushCompileCache);
      isFirst = false;
    });
  });
  report({ kind: "ready" });
} catch (error) {
  report({ kind: "init-error", error: describeError(error) });
}
