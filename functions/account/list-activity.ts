import { listEventsOf } from "../../libs/activity/list-events.ts";
import type { RecordedEvent } from "../../libs/activity/record-event.ts";
import { route } from "../../libs/http/route.ts";
import { EventListQuery, EventListResponse } from "../../libs/schemas/events.ts";
import { table } from "./own-activity.ts";

/** Users do not learn which administrator did something, why and from where. */
export function withoutActor({ actor, reason: _reason, ...event }: RecordedEvent) {
  if (actor === undefined) return event;
  const { ip: _ip, userAgent: _userAgent, clientId: _clientId, ...rest } = event;
  return rest;
}

/** The caller's audit trail, newest first. */
export const listActivity = route({
  operation: "listActivity",
  summary: "What happened to your account, newest first",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/me/activity",
  scope: "api/profile",
  query: EventListQuery,
  response: EventListResponse,
  run: async ({ query, principal }) => {
    const { items, ...rest } = await listEventsOf(table(), principal.sub, {
      ...query,
      from: 0,
      to: Date.now(),
    });
    return { items: items.map(withoutActor), ...rest };
  },
});
