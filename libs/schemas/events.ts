import * as z from "zod/mini";
import { EVENT_TYPES, type EventType } from "../activity/event-types.ts";
import { Cursor, limitUpTo } from "../http/cursor.ts";

export const EventTypeName = z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]);

/** One entry of the audit trail. `actor` is who did it, where that was somebody else; `reason` is the actor's. */
const Event = z.strictObject({
  id: z.string(),
  type: EventTypeName,
  at: z.iso.datetime(),
  sub: z.string(),
  actor: z.optional(z.string()),
  reason: z.optional(z.string()),
  clientId: z.optional(z.string()),
  ip: z.optional(z.string()),
  userAgent: z.optional(z.string()),
  detail: z.optional(z.record(z.string(), z.string())),
});

export const EventListQuery = z.strictObject({ limit: limitUpTo(100, 20), cursor: z.optional(Cursor) });

export const EventListResponse = z.strictObject({
  items: z.array(Event),
  cursor: z.optional(z.string()),
});
