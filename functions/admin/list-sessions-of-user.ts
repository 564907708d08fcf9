import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { SessionListResponse } from "../../libs/schemas/sessions.ts";
import { describeSession } from "../../libs/sessions/describe-session.ts";
import { listUserSessions } from "../../libs/sessions/user-sessions.ts";
import { loadUser } from "./load-user.ts";
import { sessionPlaces } from "./session-places.ts";

/** A user's active sign-ins. They tell network addresses and devices, so they need the same scope as those of all users. */
export const listSessionsOfUser = route({
  operation: "listSessionsOfUser",
  summary: "A user's active sign-ins, the last used first",
  description:
    "With `sessionTracking`, has all sign-ins that Cognito lists, also those that never used this API; otherwise those that used this API.",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/admin/users/{id}/sessions",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  params: UserParams,
  response: SessionListResponse,
  run: async ({ params: { id }, principal }) => {
    const sessions = await listUserSessions(await loadUser(id), sessionPlaces());
    const own = "originJti" in principal ? principal.originJti : undefined;
    return {
      items: sessions.map((session) => ({
        ...describeSession(session),
        current: session.own !== undefined && session.own.originJti === own,
      })),
    };
  },
});
