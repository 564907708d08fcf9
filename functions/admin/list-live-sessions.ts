import { loadNames } from "../../libs/activity/names.ts";
import { route } from "../../libs/http/route.ts";
import { LiveSessionListQuery, LiveSessionListResponse } from "../../libs/schemas/sessions.ts";
import { describeSession } from "../../libs/sessions/describe-session.ts";
import { listLiveSessions as listSessions } from "../../libs/sessions/list-live-sessions.ts";
import { table } from "./administration.ts";

/**
 * The active sign-ins of all users, most recently used first. Cognito has no list for this: AdminListUserSessions takes one user,
 * so it would be a call for every user of the pool.
 */
export const listLiveSessions = route({
  operation: "listLiveSessions",
  summary: "The active sign-ins of all users, most recently used first",
  description:
    "Lists sign-ins that used this API, by its own record: Cognito lists the sessions of one user only. For all sign-ins of a user, also those that never used this API, see `GET /v1/admin/users/{id}/sessions`.",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/admin/sessions",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  query: LiveSessionListQuery,
  response: LiveSessionListResponse,
  run: async ({ query }) => {
    const { items, ...rest } = await listSessions(table(), query, Date.now());
    const names = await loadNames(
      table(),
      items.map(({ sub }) => sub),
    );
    return {
      items: items.map((session) => ({
        sub: session.sub,
        ...names.get(session.sub),
        ...describeSession({ own: session }),
      })),
      ...rest,
    };
  },
});
