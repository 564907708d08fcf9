import type { ActivityTable } from "../activity/activity-table.ts";
import { MODULE_PATIENCE } from "../aws/signed-request.ts";
import { type ExceptionOverrides, fromCognito } from "../cognito/exception-codes.ts";
import { toApiError } from "../http/problem.ts";
import { endSignIns } from "./end-sign-ins.ts";

interface Places {
  readonly table: ActivityTable;
  readonly userPoolId: string;
  /** Whether the pool tracks sessions. */
  readonly isTracked: boolean;
  /** What an exception of Cognito's means here, if it differs from the usual. */
  readonly overrides?: ExceptionOverrides;
}

/**
 * Ends every sign-in of a user, here and at Cognito, for a route of the API. If one of the two fails, the other has ended anyway,
 * and the client can repeat the request.
 *
 * @throws ApiError `service_unavailable`, `internal_error` and what Cognito's refusal means
 */
export async function endEverySignIn(
  { sub, username }: { readonly sub: string; readonly username: string },
  { table, userPoolId, isTracked, overrides = {} }: Places,
): Promise<void> {
  const places = { table, userPoolId, isTracked, patience: MODULE_PATIENCE };
  const [failed] = await endSignIns({ sub, username }, places);
  if (failed === undefined) return;
  const { where, cause } = failed;
  throw where === "cognito" ? fromCognito(cause, overrides) : toApiError(cause);
}
