import { type ExceptionOverrides, fromCognito } from "../cognito/exception-codes.ts";
import { toApiError } from "../http/problem.ts";
import type { FailedEnding } from "./end-sign-ins.ts";

/**
 * For routes that can be repeated where not every sign-in has ended.
 *
 * @param overrides what an exception of Cognito's means here, where it differs from the usual
 * @throws ApiError `service_unavailable`, `internal_error` and what Cognito's refusal means
 */
export function checkSignInsEnded(
  [failed]: readonly FailedEnding[],
  overrides: ExceptionOverrides = {},
): void {
  if (failed === undefined) return;
  const { where, cause } = failed;
  throw where === "cognito" ? fromCognito(cause, overrides) : toApiError(cause);
}
