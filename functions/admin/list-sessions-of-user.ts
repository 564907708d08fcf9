import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { SessionListResponse } from "../../libs/schemas/sessions.ts";
import { describeSession } from "../../libs/sessions/describe-session.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { table } from "./administration.ts";
import { loadUser } from "./load-user.ts";

/** A user's sign-ins that go on. They tell network addresses and devices, so they take the same scope as everybody's. */
export const listSessionsOfUser = route({
  operation: "listSessionsOfUser",
  summary: "A user's sign-ins that go on, the last used first",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/admin/users/{id}/sessions",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  params: UserParams,
  response: SessionListResponse,
  run: async ({ params: { id }, principal }) => {
    const { sub } = await loadUser(id);
    const sessions = await sessionStore(table()).list(sub);
    const own = "originJti" in principal ? principal.originJti : undefined;
    return {
      items: sessions.map((session) => ({
        ...describeSession(session),
        current: session.originJti === own,
      })),
    };
  },
});
