import { route } from "../../libs/http/route.ts";
import { SessionListResponse } from "../../libs/schemas/sessions.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { describeOwnSession, table } from "./own-activity.ts";

/** The caller's active sign-ins, most recently used first. */
export const listSessions = route({
  operation: "listSessions",
  summary: "Your active sign-ins",
  method: "GET",
  path: "/v1/me/sessions",
  scope: "api/profile",
  beforeTerms: true,
  response: SessionListResponse,
  run: async ({ principal }) => {
    const sessions = await sessionStore(table()).list(principal.sub);
    return { items: sessions.map((session) => describeOwnSession(session, principal)) };
  },
});
