import * as z from "zod/mini";
import { readCursor, writeCursor } from "../http/cursor.ts";
import { EVENT_PREFIX, eventsOfDay, userPartition } from "./activity-keys.ts";
import type { ActivityTable, Item } from "./activity-table.ts";
import { dayOf } from "./days.ts";
import { type EventType, isEventType } from "./event-types.ts";
import type { RecordedEvent } from "./record-event.ts";

export interface EventPage {
  readonly items: readonly RecordedEvent[];
  readonly cursor?: string;
}

interface PageOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const DAY_MS = 86_400_000;

/** Queries that one page may take: a type that is rare would otherwise be searched for through the whole trail. */
const MOST_QUERIES = 12;

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** An item as it was written; what is not an event of ours, such as one of a later version, is left out. */
function eventFrom(item: Item): RecordedEvent[] {
  const [type, id, at, sub] = [text(item.type), text(item.id), text(item.at), text(item.sub)];
  if (type === undefined || !isEventType(type) || id === undefined || at === undefined || sub === undefined)
    return [];
  const optional = Object.fromEntries(
    (["actor", "reason", "clientId", "ip", "userAgent"] as const).flatMap((name) =>
      text(item[name]) === undefined ? [] : [[name, text(item[name])]],
    ),
  );
  const detail = item.detail as Readonly<Record<string, string>> | undefined;
  return [{ type, id, at, sub, ...optional, ...(detail === undefined ? {} : { detail }) }];
}

const UserPosition = z.strictObject({ SK: z.string().check(z.startsWith(EVENT_PREFIX)) });

/**
 * A user's events, newest first.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function listEventsOf(
  table: ActivityTable,
  sub: string,
  { limit, cursor }: PageOptions,
): Promise<EventPage> {
  const PK = userPartition(sub);
  const position = readCursor(cursor, UserPosition);
  const page = await table.query({
    partition: PK,
    prefix: EVENT_PREFIX,
    order: "newest first",
    limit,
    // Whose events they are is never taken from the cursor.
    ...(position === undefined ? {} : { after: { PK, SK: position.SK } }),
  });
  const items = page.items.flatMap(eventFrom);
  return page.next === undefined ? { items } : { items, cursor: writeCursor({ SK: page.next.SK }) };
}

interface TrailOptions extends PageOptions {
  readonly type?: EventType | undefined;
  /** Milliseconds since the epoch; both ends are included. */
  readonly from: number;
  readonly to: number;
}

const TrailPosition = z.strictObject({
  day: z.iso.date(),
  after: z.optional(
    z.strictObject({ PK: z.string(), SK: z.string(), GSI1PK: z.string(), GSI1SK: z.string() }),
  ),
});

type TrailPosition = z.output<typeof TrailPosition>;

/** Where to go on: behind the last item read, or with the day before. */
function nextPosition(
  { day }: TrailPosition,
  next: Readonly<Record<string, string>> | undefined,
  from: number,
): TrailPosition | undefined {
  if (next !== undefined) {
    const { PK = "", SK = "", GSI1PK = "", GSI1SK = "" } = next;
    return { day, after: { PK, SK, GSI1PK, GSI1SK } };
  }
  const before = dayOf(Date.parse(day) - DAY_MS);
  return before < dayOf(from) ? undefined : { day: before };
}

/**
 * Everybody's events between two times, newest first, day by day. A page may hold fewer than `limit`, or none, although more
 * follow: go by the cursor.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function listEvents(
  table: ActivityTable,
  { limit, cursor, type, from, to }: TrailOptions,
): Promise<EventPage> {
  let position: TrailPosition | undefined = readCursor(cursor, TrailPosition) ?? { day: dayOf(to) };
  const items: RecordedEvent[] = [];
  const range = [new Date(from).toISOString(), `${new Date(to).toISOString()}~`] as const;
  for (
    let queries = 0;
    position !== undefined && items.length < limit && queries < MOST_QUERIES;
    queries += 1
  ) {
    const page = await table.query({
      index: "GSI1",
      partition: eventsOfDay(position.day),
      between: range,
      order: "newest first",
      limit: limit - items.length,
      ...(position.after === undefined ? {} : { after: position.after }),
    });
    items.push(...page.items.flatMap(eventFrom).filter((event) => type === undefined || event.type === type));
    position = nextPosition(position, page.next, from);
  }
  return position === undefined ? { items } : { items, cursor: writeCursor(position) };
}
