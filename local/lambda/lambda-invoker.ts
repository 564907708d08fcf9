/** The result of a synchronous Lambda invocation. */
export type LambdaOutcome =
  | { readonly kind: "result"; readonly payload: unknown }
  /** The function threw: Lambda's `FunctionError` with the error's type and message. */
  | { readonly kind: "function-error"; readonly errorType: string; readonly errorMessage: string }
  /** No answer within the caller's limit. */
  | { readonly kind: "timed-out" }
  /** The function could not be called at all (missing, connection refused). */
  | { readonly kind: "unreachable"; readonly reason: string };

export interface LambdaCall {
  readonly timeoutMs: number;
  /** Whether the flight recorder may begin a trace with it; by default it may. */
  readonly isTraced?: boolean;
}

/**
 * Calls a Lambda function by ARN or name, as AWS services do: `RequestResponse` through the Lambda Invoke API.
 * Never throws; the caller decides what a result means for its protocol.
 */
export interface LambdaInvoker {
  invoke(functionArn: string, event: unknown, call: LambdaCall): Promise<LambdaOutcome>;
}
