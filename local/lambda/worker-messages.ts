/** The messages between an execution environment and its worker thread. */

export interface WorkerSettings {
  /** Absolute path of the bundle, and the name of its export. */
  readonly file: string;
  readonly exportName: string;
  /** Folder of Node's compile cache; null for none. */
  readonly compiled: string | null;
  /** How far the clock is ahead of the machine's (`AdjustableClock.cell`); null for the machine's time. */
  readonly clock: SharedArrayBuffer | null;
}

/** One invocation. */
export interface Call {
  /** JSON. */
  readonly event: string;
  /** The context object's data (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html). */
  readonly context: Readonly<Record<string, unknown>>;
  /** What Lambda writes into `_X_AMZN_TRACE_ID`; undefined if the call is not traced. */
  readonly traceHeader: string | undefined;
  /** When the function's time is over, in milliseconds since the epoch, by the machine's clock. */
  readonly deadline: number;
}

/** What Lambda answers instead of a result (`X-Amz-Function-Error: Unhandled`). */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "init-error"; readonly error: FunctionError }
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "error"; readonly error: FunctionError }
  /** The function continues; it has published the error (`serverless-auth:failure`). */
  | { readonly kind: "handled"; readonly error: FunctionError };
