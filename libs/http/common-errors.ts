import { MACHINE_SCOPES } from "../auth/permissions.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Route } from "./route.ts";

const ANY: readonly ErrorCode[] = ["validation_failed", "internal_error", "service_unavailable"];

/** The gateway answers a bad token itself, before the module; its body is API Gateway's, not a problem. */
const WITH_TOKEN: readonly ErrorCode[] = ["unauthorized", "session_revoked", "insufficient_scope"];

const WITH_BODY: readonly ErrorCode[] = ["malformed_json", "body_too_large", "unsupported_media_type"];

const refusesMachines = ({ scope, callers }: Route): boolean =>
  callers === "users" && scope !== undefined && MACHINE_SCOPES.includes(scope);

/** The errors of the module, which a route may answer by its kind. */
export function commonErrors(route: Route): readonly ErrorCode[] {
  return [
    ...ANY,
    // Every call to AWS may be throttled.
    "too_many_requests",
    ...(route.scope === undefined ? [] : WITH_TOKEN),
    // For any other scope the gateway has already refused a machine.
    ...(refusesMachines(route) ? (["machine_not_allowed"] as const) : []),
    ...(route.scope === undefined || route.beforeTerms ? [] : (["terms_not_accepted"] as const)),
    ...(route.assurance === "recent" ? (["reauthentication_required"] as const) : []),
    ...(route.body === undefined ? [] : WITH_BODY),
  ];
}
