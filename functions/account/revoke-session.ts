import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { SessionParams } from "../../libs/schemas/sessions.ts";
import { endUserSession } from "../../libs/sessions/user-sessions.ts";
import { recordOwn, sessionPlaces } from "./own-activity.ts";

/**
 * Ends one of the caller's sign-ins. This API refuses its tokens within a minute. In a pool that tracks sessions, Cognito refuses
 * them at once, its refresh token included; in others, tokens that come from the refresh token are refused here.
 */
export const revokeSession = route({
  operation: "revokeSession",
  summary: "End one of your sign-ins",
  errors: ["not_found", "account_unavailable"],
  method: "DELETE",
  path: "/v1/me/sessions/{id}",
  scope: "api/profile",
  beforeTerms: true,
  assurance: "recent",
  status: 204,
  params: SessionParams,
  response: Nothing,
  run: async ({ params: { id }, principal, from }) => {
    if (!(await endUserSession(principal, id, sessionPlaces()))) throw new ApiError("not_found");
    await recordOwn("session_revoked", { principal, from });
    return undefined;
  },
});
