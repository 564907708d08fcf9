import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { UserSessionParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonQuery } from "../../libs/schemas/reason.ts";
import { endUserSession } from "../../libs/sessions/user-sessions.ts";
import { record } from "./administration.ts";
import { loadUser } from "./load-user.ts";
import { sessionPlaces } from "./session-places.ts";

/**
 * Ends one sign-in of a user; the others go on. Its tokens, and those that it brings forth, are refused by this API at once. In a
 * pool that tracks sessions, Cognito refuses them as well; in others its tokens are valid for SDKs until they expire.
 */
export const revokeSessionOfUser = route({
  operation: "revokeSessionOfUser",
  summary: "End one sign-in of a user",
  errors: ["not_found"],
  method: "DELETE",
  path: "/v1/admin/users/{id}/sessions/{session}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserSessionParams,
  query: ReasonQuery,
  response: Nothing,
  run: async ({ params: { id, session }, query: { reason }, principal, from }) => {
    const user = await loadUser(id);
    if (!(await endUserSession(user, session, sessionPlaces()))) throw new ApiError("not_found");
    await record("user_session_revoked", id, { principal, from, reason }, { session });
    return undefined;
  },
});
