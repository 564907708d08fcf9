import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type ExplainedError, explainError } from "./explain-error.ts";
import { splitLines } from "./split-lines.ts";
import { limitOf } from "./time-limits.ts";
import type { Call, FunctionError, Report, WorkerSettings } from "./worker-messages.ts";

/** A function as the service declares it. */
export interface FunctionSettings {
  readonly name: string;
  /** Absolute path of the bundle, and the name of its export. */
  readonly file: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  /** MiB, as in the template. */
  readonly memorySize: number;
  readonly timeoutMs: number;
  /** Folder of Node's compile cache; null for none. */
  readonly compiled: string | null;
  /** The offset of its `Date` (`AdjustableClock.cell`); null for the machine's time. */
  readonly clock: SharedArrayBuffer | null;
  /** The service's; absolute. Sources are named relative to it. */
  readonly sourceFolder: string;
  /** Receives errors that the function handled and published. */
  readonly onHandled?: (error: ExplainedError) => void;
  /** Receives each line that it prints; without it, lines go to the process's own output. */
  readonly onOutput?: (line: string) => void;
}

export interface Invocation {
  /** JSON. */
  readonly event: string;
  readonly clientContext?: unknown;
  /** The header that connects the function's requests to its trace. */
  readonly traceHeader?: string | undefined;
  /** Receives errors that the function handles during this invocation. */
  readonly onHandled?: (error: ExplainedError) => void;
  /** Called when the handler is called: the function's time begins. */
  readonly onCalled?: () => void;
}

/** How an invocation ended: JSON of the function's result, or its error. */
export type InvocationOutcome =
  | { readonly kind: "result"; readonly payload: string }
  | ({ readonly kind: "error" } & ExplainedError);

/** With the error from the worker. */
type RawOutcome =
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "error"; readonly error: FunctionError };

/**
 * V8's limits for one environment. The more V8 may use, the later it collects garbage, so a limit far above the need wastes
 * memory. Functions here use 8 to 20 MiB; an eighth of the template's memory leaves room for a large answer.
 */
const heapLimits = (memorySize: number) => ({
  maxOldGenerationSizeMb: Math.max(32, memorySize / 8),
  maxYoungGenerationSizeMb: 4,
});

/** The maximum init phase of a function on a busy machine, in milliseconds. Lambda allows 10 seconds. */
const MAX_INIT_MS = 60_000;

const ended = (errorType: string, errorMessage: string): FunctionError => ({
  errorType,
  errorMessage,
  trace: [],
});

/**
 * One execution environment of a function (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html): a
 * worker thread that runs one invocation at a time. The function's time begins when its handler is called, not while the
 * environment starts.
 */
export class ExecutionEnvironment {
  readonly #settings: FunctionSettings;
  readonly #worker: Worker;
  readonly #ready = Promise.withResolvers<void>();
  #failure: FunctionError | null = null;
  #onHandled: Invocation["onHandled"];
  #settle: ((outcome: RawOutcome) => void) | null = null;
  #limit: NodeJS.Timeout;

  /** Starts one; {@link invoke} may be called at once. */
  constructor(settings: FunctionSettings) {
    this.#settings = settings;
    const { onOutput } = settings;
    const { file, exportName, compiled, clock, environment, memorySize } = settings;
    const workerData: WorkerSettings = { file, exportName, compiled, clock };
    this.#worker = new Worker(new URL("./environment-worker.js", import.meta.url), {
      workerData,
      env: { ...environment },
      resourceLimits: heapLimits(memorySize),
      stdout: onOutput !== undefined,
      stderr: onOutput !== undefined,
    });
    if (onOutput !== undefined) {
      for (const stream of [this.#worker.stdout, this.#worker.stderr]) splitLines(stream, onOutput);
    }
    this.#worker.on("message", (message: Report) => this.#receive(message));
    this.#worker.on("error", (error: Error) => this.#fail(errorOf(error)));
    this.#worker.on("exit", (code) =>
      this.#fail(ended("Runtime.ExitError", `RequestId: Error: Runtime exited with code ${code}`)),
    );
    this.#limit = setTimeout(
      () => this.#stop(ended("Sandbox.Timedout", "the function took too long to initialize")),
      limitOf(MAX_INIT_MS),
    );
  }

  /** Whether it can't run invocations any more. */
  get isOver(): boolean {
    return this.#failure !== null;
  }

  /** Resolves when it can run invocations, or has failed. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Runs the handler; never throws. One at a time. */
  async invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const { event, clientContext, traceHeader, onHandled, onCalled } = invocation;
    await this.#ready.promise;
    if (this.#failure !== null) return { kind: "error", ...(await this.#explain(this.#failure)) };
    const { timeoutMs } = this.#settings;
    const requestId = randomUUID();
    const call: Call = {
      event,
      context: this.#context(requestId, clientContext),
      traceHeader,
      deadline: Date.now() + limitOf(timeoutMs),
    };
    const outcome = await new Promise<RawOutcome>((settle) => {
      this.#settle = settle;
      this.#onHandled = onHandled;
      this.#limit = setTimeout(() => this.#stop(timedOut(requestId, timeoutMs)), limitOf(timeoutMs));
      this.#worker.postMessage(call);
      onCalled?.();
    });
    return outcome.kind === "result" ? outcome : { kind: "error", ...(await this.#explain(outcome.error)) };
  }

  #explain(error: FunctionError): Promise<ExplainedError> {
    return explainError(error, { file: this.#settings.file, folder: this.#settings.sourceFolder });
  }

  /** Terminates it, also during an invocation. */
  async end(): Promise<void> {
    this.#fail(ended("Runtime.ExitError", "the environment was ended"));
    await this.#worker.terminate();
  }

  #receive(message: Report): void {
    if (message.kind === "handled") {
      const told = [this.#settings.onHandled, this.#onHandled];
      void this.#explain(message.error).then((error) => {
        for (const tell of told) tell?.(error);
      });
      return;
    }
    clearTimeout(this.#limit);
    switch (message.kind) {
      case "ready":
        this.#ready.resolve();
        break;
      case "init-error":
        this.#stop(message.error);
        break;
      case "result":
      case "error":
        this.#settle?.(message);
        this.#settle = null;
    }
  }

  #stop(error: FunctionError): void {
    this.#fail(error);
    void this.#worker.terminate();
  }

  /** The first reason counts; later ones only say how the thread ended. */
  #fail(error: FunctionError): void {
    clearTimeout(this.#limit);
    this.#failure ??= error;
    this.#settle?.({ kind: "error", error: this.#failure });
    this.#settle = null;
    this.#ready.resolve();
  }

  #context(awsRequestId: string, clientContext: unknown): Readonly<Record<string, unknown>> {
    const { name, region, memorySize } = this.#settings;
    return {
      awsRequestId,
      callbackWaitsForEmptyEventLoop: true,
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: `arn:aws:lambda:${region}:${LOCAL_ACCOUNT_ID}:function:${name}`,
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: "local",
      memoryLimitInMB: String(memorySize),
      ...withoutUndefined({ clientContext }),
    };
  }
}

/** With Lambda's text. */
const timedOut = (requestId: string, timeoutMs: number): FunctionError =>
  ended(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
  );

/** For an uncaught error of the function, or its full heap. */
function errorOf(error: Error & { readonly code?: unknown }): FunctionError {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return ended("Runtime.OutOfMemory", error.message);
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? error.message).split("\n"),
  };
}
