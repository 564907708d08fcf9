import { route } from "../../libs/http/route.ts";
import { EventSearch, NamedEventListResponse } from "../../libs/schemas/events.ts";
import { searchEvents } from "./search-events.ts";

/** The audit trail, newest first: by account, administrator, type and time. */
export const listEvents = route({
  operation: "listEvents",
  summary: "The audit trail by account, administrator, type and time, newest first",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/admin/events",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  query: EventSearch,
  response: NamedEventListResponse,
  run: ({ query }) => searchEvents(query),
});
