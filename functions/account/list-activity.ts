import { listEventsOf } from "../../libs/activity/list-events.ts";
import { route } from "../../libs/http/route.ts";
import { EventListQuery, EventListResponse } from "../../libs/schemas/events.ts";
import { table } from "./own-activity.ts";

/** Own audit trail, newest first. Who of the administrators did something, and why, is not told. */
export const listActivity = route({
  operation: "listActivity",
  summary: "What happened to the own account, newest first",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/me/activity",
  scope: "api/profile",
  query: EventListQuery,
  response: EventListResponse,
  run: async ({ query, principal }) => {
    const { items, ...rest } = await listEventsOf(table(), principal.sub, query);
    return { items: items.map(({ actor: _actor, reason: _reason, ...event }) => event), ...rest };
  },
});
