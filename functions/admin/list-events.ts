import { listEventsOf, listEvents as listTrail } from "../../libs/activity/list-events.ts";
import { route } from "../../libs/http/route.ts";
import { EventListResponse, EventSearch } from "../../libs/schemas/events.ts";
import { table } from "./administration.ts";

const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

/** The audit trail, newest first: everybody's or one user's, by type and time. */
export const listEvents = route({
  operation: "listEvents",
  summary: "The audit trail by user, type and time, newest first",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/admin/events",
  scope: "api/audit.read",
  assurance: "recent",
  query: EventSearch,
  response: EventListResponse,
  run: async ({ query: { user, type, from, to = Date.now(), limit, cursor } }) => {
    const page =
      user === undefined
        ? await listTrail(table(), { type, from: from ?? to - USUAL_DAYS * DAY_MS, to, limit, cursor })
        : await listEventsOf(table(), user, { type, from: from ?? 0, to, limit, cursor });
    return { ...page, items: [...page.items] };
  },
});
