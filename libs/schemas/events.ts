import * as z from "zod/mini";
import { EVENT_TYPES, type EventType } from "../activity/event-types.ts";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { ClientId, CognitoId } from "./admin-params.ts";
import { named } from "./named.ts";

const EventTypeName = named("EventType", z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]));

/** One entry of the audit trail. `actor` is who did it, where that was somebody else; `reason` is the actor's. */
const Event = named(
  "Event",
  z.strictObject({
    id: z.string(),
    type: EventTypeName,
    at: z.iso.datetime(),
    sub: z.string(),
    actor: z.optional(z.string()),
    reason: z.optional(z.string()),
    clientId: z.optional(z.string()),
    ip: z.optional(z.string()),
    userAgent: z.optional(z.string()),
    detail: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  }),
);

export const EventListQuery = z.strictObject({ limit: limitUpTo(100, 20), cursor: z.optional(Cursor) });

/** Nothing happened before 1970; times before the year 0 would not even sort as texts. */
const Time = z.pipe(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text: string) => Date.parse(text)),
  ),
  z.number().check(z.gte(0, { error: "Must not be before 1970" })),
);

/**
 * For administrators: everybody's trail or one user's, between two times, both included. Without `from` it goes back 30 days,
 * one user's as far as there is one.
 */
export const EventSearch = z
  .strictObject({
    /** A user, or a machine by its client. */
    user: z.optional(z.union([CognitoId, ClientId])),
    type: z.optional(EventTypeName),
    from: z.optional(Time),
    to: z.optional(Time),
    limit: limitUpTo(100, 20),
    cursor: z.optional(Cursor),
  })
  .check(
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      error: "Must not end before it begins",
      path: ["to"],
    }),
  );

export const EventListResponse = named(
  "EventList",
  z.strictObject({
    items: z.array(Event),
    cursor: z.optional(z.string()),
  }),
);
