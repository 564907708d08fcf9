import { THROTTLING_ERRORS } from "./throttling-errors.ts";

const NETWORK_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

interface ErrorFacts {
  readonly name?: unknown;
  readonly code?: unknown;
  /** The error codes of `fetch` for a failed connection. */
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/**
 * Whether an AWS call failed for a temporary reason: no connection, no answer in time, too many requests, or a 5xx of the
 * service. It has been retried already.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, cause, $metadata }: ErrorFacts = error;
  if (name === "TimeoutError" || name === "AbortError") return true;
  if (typeof name === "string" && THROTTLING_ERRORS.has(name)) return true;
  if (typeof code === "string" && NETWORK_CODES.has(code)) return true;
  if (cause instanceof Error && cause !== error && isUnavailable(cause)) return true;
  const status = $metadata?.httpStatusCode;
  return typeof status === "number" && status >= 500;
}
