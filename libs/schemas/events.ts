import * as z from "zod/mini";
import { EVENT_TYPES, type EventType } from "../activity/event-types.ts";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { ClientId, CognitoId } from "./admin-params.ts";
import { named } from "./named.ts";

const EventTypeName = named("EventType", z.enum(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]));

/** One entry of the audit trail. `actor` and `reason` are the administrator's, if the event is not the account's own. */
const event = {
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
};

export const Event = named("Event", z.strictObject(event));

/**
 * With the current names of the accounts. Names of machines, of deleted accounts, and of accounts that never signed in are
 * missing.
 */
const NamedEvent = named(
  "NamedEvent",
  z.strictObject({
    ...event,
    email: z.optional(z.string()),
    name: z.optional(z.string()),
    actorEmail: z.optional(z.string()),
    actorName: z.optional(z.string()),
  }),
);

export type NamedEvent = z.input<typeof NamedEvent>;

export const EventListQuery = z.strictObject({ limit: limitUpTo(100, 20), cursor: z.optional(Cursor) });

/** Nothing happened before 1970, and times before the year 0 would not sort as texts. */
const Time = z.pipe(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text: string) => Date.parse(text)),
  ),
  z.number().check(z.gte(0, { error: "Must not be before 1970" })),
);

const search = {
  /** A user, or a machine by its client. */
  user: z.optional(z.union([CognitoId, ClientId])),
  /** The administrator who did it. */
  actor: z.optional(CognitoId),
  type: z.optional(EventTypeName),
  from: z.optional(Time),
  to: z.optional(Time),
  cursor: z.optional(Cursor),
};

const inOrder = z.refine<{ from?: number | undefined; to?: number | undefined }>(
  ({ from, to }) => from === undefined || to === undefined || from <= to,
  { error: "Must not end before it begins", path: ["to"] },
);

/**
 * For administrators: the audit trail of all users, one user or one administrator, between two times, both included. Without
 * `from` it goes back 30 days; that of one user or administrator is complete.
 */
export const EventSearch = z.strictObject({ ...search, limit: limitUpTo(100, 20) }).check(inOrder);

export type EventSearch = z.output<typeof EventSearch>;

/** The same as CSV, in longer pages. */
export const EventExportQuery = z.strictObject({ ...search, limit: limitUpTo(999, 500) }).check(inOrder);

export type EventExportQuery = z.output<typeof EventExportQuery>;

export const EventListResponse = named(
  "EventList",
  z.strictObject({
    items: z.array(Event),
    cursor: z.optional(z.string()),
  }),
);

export const NamedEventListResponse = named(
  "NamedEventList",
  z.strictObject({
    items: z.array(NamedEvent),
    cursor: z.optional(z.string()),
  }),
);
