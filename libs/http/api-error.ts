import type { ErrorCode } from "./error-codes.ts";
import type { RefusalReason } from "./refusal-reasons.ts";

/** One thing that is wrong with a request: where, as a JSON pointer in its part of the request, and what. */
export interface FieldError {
  readonly in: "path" | "query" | "body";
  readonly pointer: string;
  readonly detail: string;
  /** Stable, for a client to decide by; of passwords alone. */
  readonly reason?: string;
}

interface ApiErrorOptions {
  /** Replaces the code's own public text. Must be safe for the caller to read. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Of `request_refused` alone. */
  readonly reason?: RefusalReason;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values, such as of a cookie that is no longer good. */
  readonly cookies?: readonly string[];
  /** What happened; logged, never answered. */
  readonly cause?: unknown;
}

/** The only error that a route may answer with: a public code, and the private cause apart from it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly reason: RefusalReason | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];

  constructor(
    code: ErrorCode,
    { detail, errors, reason, headers = {}, cookies = [], cause }: ApiErrorOptions = {},
  ) {
    super(code, { cause });
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.reason = reason;
    this.headers = headers;
    this.cookies = cookies;
  }
}
