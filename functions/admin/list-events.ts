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
  callers: "users and machines",
  assurance: "recent",
  query: EventSearch,
  response: EventListResponse,
  run: async ({ query: { user, type, from: since, to = Date.now(), limit, cursor } }) => {
    const from = since ?? (user === undefined ? to - USUAL_DAYS * DAY_MS : 0);
    // Nothing has happened yet, and DynamoDB refuses a range that ends before it begins.
    if (from > to) return { items: [] };
    const search = { type, from, to, limit, cursor };
    const page =
      user === undefined ? await listTrail(table(), search) : await listEventsOf(table(), user, search);
    return { ...page, items: [...page.items] };
  },
});
