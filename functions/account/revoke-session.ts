import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { SessionParams } from "../../libs/schemas/sessions.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { recordOwn, table } from "./own-activity.ts";

/**
 * Ends one of the caller's sign-ins. This API refuses its tokens within a minute. Cognito can't end one sign-in without its
 * refresh token; tokens that come from that one are refused here as well.
 */
export const revokeSession = route({
  operation: "revokeSession",
  summary: "End one of your sign-ins",
  errors: ["not_found"],
  method: "DELETE",
  path: "/v1/me/sessions/{id}",
  scope: "api/profile",
  beforeTerms: true,
  assurance: "recent",
  status: 204,
  params: SessionParams,
  response: Nothing,
  run: async ({ params: { id }, principal, from }) => {
    if (!(await sessionStore(table()).revoke(principal.sub, id, Date.now()))) throw new ApiError("not_found");
    await recordOwn("session_revoked", { principal, from });
    return undefined;
  },
});
