/**
 * The worker thread of an execution environment. It imports a function's bundle once, as Lambda's init phase does, and then
 * runs its handler for one event at a time. It exchanges JSON with its {@link ExecutionEnvironment}, as the runtime API does.
 *
 * JavaScript, not TypeScript: stripping types would cost each environment 8 MiB and about 50 milliseconds.
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

/** The clock of time limits, which does not move with the local cloud's clock. */
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

/** The maximum depth of errors that wrap each other. */
const MAX_CAUSES = 3;

/**
 * With its causes, which Lambda omits.
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

/** Errors that our functions handle and publish: their logs do not have the messages. */
subscribe("serverless-auth:failure", (message) => {
  const { error } = /** @type {{ error?: unknown }} */ (message);
  report({ kind: "handled", error: describeHandled(error) });
});

async function loadHandler() {
  const { [exportName]: handler } = await import(pathToFileURL(file).href);
  if (typeof handler !== "function") {
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  }
  return handler;
}

/**
 * The JSON of a handler's result. If it can't be JSON, the error has the text of Lambda's runtime, and names the member for the
 * developer.
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
      // An environment is terminated; it does not exit by itself, and would write nothing then.
      if (isFirst && compiled !== null) setImmediate(flushCompileCache);
      isFirst = false;
    });
  });
  report({ kind: "ready" });
} catch (error) {
  report({ kind: "init-error", error: describeError(error) });
}
