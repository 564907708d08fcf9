import * as z from "zod/mini";
import { ApiError } from "../http/api-error.ts";
import { readCursor, writeCursor } from "../http/cursor.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { actedPartition, EVENT_PREFIX, eventsOfDay, typedPartition, userPartition } from "./activity-keys.ts";
import type { ActivityTable, Item } from "./activity-table.ts";
import { type EventType, isEventType, isFrequent } from "./event-types.ts";
import { pageByDay, pageThrough } from "./page-of-index.ts";
import type { RecordedEvent } from "./record-event.ts";

export interface EventPage {
  readonly items: readonly RecordedEvent[];
  readonly cursor?: string;
}

interface PageOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Queries for one page: a rare type would otherwise search the whole trail. */
const MAX_QUERIES = 12;

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

type Detail = Readonly<Record<string, string | number>>;

/** Counts in the details, which earlier versions wrote as texts. */
const COUNTS = ["left", "try"];

const withCounts = (detail: Detail): Detail =>
  Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [name, COUNTS.includes(name) ? Number(value) : value]),
  );

/** An item as an event; undefined if it is not one, for example of a later version. */
function eventFrom(item: Item): RecordedEvent[] {
  const [type, id, at, sub] = [text(item.type), text(item.id), text(item.at), text(item.sub)];
  if (type === undefined || !isEventType(type) || id === undefined || at === undefined || sub === undefined) {
    return [];
  }
  const optional = Object.fromEntries(
    (["actor", "reason", "clientId", "ip", "userAgent"] as const).flatMap((name) =>
      text(item[name]) === undefined ? [] : [[name, text(item[name])]],
    ),
  );
  const detail = item.detail as Detail | undefined;
  return [{ type, id, at, sub, ...optional, ...withoutUndefined({ detail: detail && withCounts(detail) }) }];
}

export interface EventSearch extends PageOptions {
  /** The account it is about, or the machine. */
  readonly user?: string | undefined;
  /** An administrator, if the event is not the account's own. */
  readonly actor?: string | undefined;
  readonly type?: EventType | undefined;
  /** Milliseconds since the epoch; both ends are included. */
  readonly from: number;
  readonly to: number;
}

const isWanted = ({ type, actor }: RecordedEvent, search: EventSearch) =>
  (search.type === undefined || type === search.type) &&
  (search.actor === undefined || actor === search.actor);

const UserPosition = z.strictObject({ SK: z.string().check(z.startsWith(EVENT_PREFIX)) });

/**
 * A user's events, newest first. With a type or an actor, a page may hold fewer than `limit` events, or none, although more
 * follow: go by the cursor.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function listEventsOf(
  table: ActivityTable,
  sub: string,
  search: EventSearch,
): Promise<EventPage> {
  const PK = userPartition(sub);
  const { from, to, limit } = search;
  const range = [
    `${EVENT_PREFIX}${new Date(from).toISOString()}`,
    `${EVENT_PREFIX}${new Date(to).toISOString()}~`,
  ] as const;
  let position = readCursor(search.cursor, UserPosition);
  if (position !== undefined && (position.SK < range[0] || position.SK > range[1])) {
    throw new ApiError("invalid_cursor");
  }
  const items: RecordedEvent[] = [];
  for (let queries = 0; queries < MAX_QUERIES; queries += 1) {
    const page = await table.query({
      partition: PK,
      between: range,
      order: "newest first",
      limit: limit - items.length,
      // The user is never taken from the cursor.
      ...withoutUndefined({ after: position && { PK, SK: position.SK } }),
    });
    items.push(...page.items.flatMap(eventFrom).filter((event) => isWanted(event, search)));
    if (page.next === undefined) return { items };
    position = { SK: page.next.SK ?? "" };
    if (items.length >= limit) break;
  }
  return position === undefined ? { items } : { items, cursor: writeCursor(position) };
}

/** The index partition with the fewest events to search; undefined if that is the days. */
function partitionOf({ actor, type }: EventSearch): string | undefined {
  if (actor !== undefined) return actedPartition(actor);
  return type === undefined || isFrequent(type) ? undefined : typedPartition(type);
}

/**
 * The audit trail between two times, newest first: of one account, one administrator, one type, or of all users, day by day.
 * The most selective criterion chooses where to read, and the others are applied to what was read. So a page may hold fewer
 * than `limit` events, or none, although more follow: go by the cursor.
 *
 * @throws ApiError `invalid_cursor`
 */
export function listEvents(table: ActivityTable, search: EventSearch): Promise<EventPage> {
  if (search.user !== undefined) return listEventsOf(table, search.user, search);
  const read = (item: Item) => eventFrom(item).filter((event) => isWanted(event, search));
  const { from, to, limit, cursor } = search;
  const pages = { from, to, limit, cursor, read };
  const partition = partitionOf(search);
  return partition === undefined
    ? pageByDay(table, { ...pages, partition: eventsOfDay })
    : pageThrough(table, { ...pages, partition });
}
