import { route } from "../../libs/http/route.ts";
import { SessionListResponse } from "../../libs/schemas/sessions.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { describeOwnSession, table } from "./own-activity.ts";

/** Own sign-ins that go on, the last used first. */
export const listSessions = route({
  operation: "listSessions",
  summary: "The own sign-ins that go on",
  method: "GET",
  path: "/v1/me/sessions",
  scope: "api/profile",
  assurance: "recent",
  response: SessionListResponse,
  run: async ({ principal }) => {
    const sessions = await sessionStore(table()).list(principal.sub);
    return { items: sessions.map((session) => describeOwnSession(session, principal)) };
  },
});
