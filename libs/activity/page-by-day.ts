import * as z from "zod/mini";
import { ApiError } from "../http/api-error.ts";
import { readCursor, writeCursor } from "../http/cursor.ts";
import type { ActivityTable, Item } from "./activity-table.ts";
import { dayOf } from "./days.ts";

const DAY_MS = 86_400_000;

/** Queries that one page may take: what is rare would otherwise be searched for through all days. */
const MOST_QUERIES = 12;

const KeyText = z.string().check(z.minLength(1));

/** The day's partition is never taken from a cursor. */
const Position = z.strictObject({
  day: z.iso.date(),
  after: z.optional(z.strictObject({ PK: KeyText, SK: KeyText, GSI1SK: KeyText })),
});

type Position = z.output<typeof Position>;

interface PageByDay<Value> {
  /** The index's partition of a day. */
  readonly partition: (day: string) => string;
  /** Milliseconds since the epoch; both ends are included. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** What an item is; nothing where it is not wanted. */
  readonly read: (item: Item) => readonly Value[];
}

/** Where to go on: behind the last item read, or with the day before. */
function nextPosition(
  { day }: Position,
  next: Readonly<Record<string, string>> | undefined,
  from: number,
): Position | undefined {
  if (next !== undefined) {
    const { PK = "", SK = "", GSI1SK = "" } = next;
    return { day, after: { PK, SK, GSI1SK } };
  }
  const before = dayOf(Date.parse(day) - DAY_MS);
  return before < dayOf(from) ? undefined : { day: before };
}

type Range = readonly [from: string, to: string];

/** DynamoDB refuses a key to go on behind that lies outside of what is asked for: such a cursor is another list's. */
function readPosition(cursor: string | undefined, [from, to]: Range): Position | undefined {
  const position = readCursor(cursor, Position);
  if (position === undefined) return undefined;
  const { day, after } = position;
  const isInRange =
    day >= from.slice(0, 10) &&
    day <= to.slice(0, 10) &&
    (after === undefined || (after.GSI1SK >= from && after.GSI1SK <= to));
  if (!isInRange) throw new ApiError("invalid_cursor");
  return position;
}

/**
 * Reads what the index keeps by day, newest first. A page may hold fewer than `limit`, or none, although more follow: go by
 * the cursor.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function pageByDay<Value>(
  table: ActivityTable,
  { partition, from, to, limit, cursor, read }: PageByDay<Value>,
): Promise<{ readonly items: readonly Value[]; readonly cursor?: string }> {
  const range: Range = [new Date(from).toISOString(), `${new Date(to).toISOString()}~`];
  let position: Position | undefined = readPosition(cursor, range) ?? { day: dayOf(to) };
  const items: Value[] = [];
  for (
    let queries = 0;
    position !== undefined && items.length < limit && queries < MOST_QUERIES;
    queries += 1
  ) {
    const GSI1PK = partition(position.day);
    const page = await table.query({
      index: "GSI1",
      partition: GSI1PK,
      between: range,
      order: "newest first",
      limit: limit - items.length,
      ...(position.after === undefined ? {} : { after: { ...position.after, GSI1PK } }),
    });
    items.push(...page.items.flatMap(read));
    position = nextPosition(position, page.next, from);
  }
  return position === undefined ? { items } : { items, cursor: writeCursor(position) };
}
