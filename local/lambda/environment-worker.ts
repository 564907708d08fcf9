/**
 * The inside of an execution environment: a worker thread that imports a function's bundle once, as Lambda's init phase does,
 * and then runs its handler for one event at a time. Talks JSON with its {@link ExecutionEnvironment}, as the runtime API does.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { Call, FunctionError, Report, WorkerSettings } from "./worker-messages.ts";

type Handler = (event: unknown, context: object) => unknown;

const { file, exportName, compiled } = workerData as WorkerSettings;
const report = (message: Report) => parentPort?.postMessage(message);

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function describeError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? String(error)).split("\n"),
  };
}

async function loadHandler(): Promise<Handler> {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const handler = module[exportName];
  if (typeof handler !== "function")
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  return handler as Handler;
}

async function answer(handler: Handler, { event, context, deadline }: Call): Promise<void> {
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    report({ kind: "result", payload: JSON.stringify(result ?? null) });
  } catch (error) {
    report({ kind: "error", error: describeError(error) });
  }
}

if (compiled !== null) enableCompileCache(compiled);
try {
  const handler = await loadHandler();
  let isFirst = true;
  parentPort?.on("message", (call: Call) => {
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
