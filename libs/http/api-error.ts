import type { ErrorCode } from "./error-codes.ts";
import type { RefusalReason } from "./refusal-reasons.ts";

/** One mistake in a request: its place, as a JSON pointer in a part of the request, and what is wrong. */
export interface FieldError {
  readonly in: "path" | "query" | "body";
  readonly pointer: string;
  readonly detail: string;
  /** Stable, for clients to decide by. Only for passwords. */
  readonly reason?: string;
}

interface ApiErrorOptions {
  /** Replaces the code's own text. The caller reads it. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Only for `request_refused`. */
  readonly reason?: RefusalReason;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values, for example to clear a cookie. */
  readonly cookies?: readonly string[];
  /** What happened; logged, never answered. */
  readonly cause?: unknown;
}

/** The only error that a route may answer: a public code, and its private cause. */
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
