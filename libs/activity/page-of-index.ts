import * as z from "zod/mini";
import { ApiError } from "../http/api-error.ts";
import { readCursor, writeCursor } from "../http/cursor.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { ActivityTable, Item } from "./activity-table.ts";
import { dayOf } from "./days.ts";

const DAY_MS = 86_400_000;

/** Queries for one page: a rare event would otherwise search all days. */
const MAX_QUERIES = 12;

const KeyText = z.string().check(z.minLength(1));

const IndexKey = z.strictObject({ PK: KeyText, SK: KeyText, GSI1SK: KeyText });

/** The partition of the day never comes from a cursor. */
const Position = z.strictObject({ day: z.iso.date(), after: z.optional(IndexKey) });

/** Nor does any other partition. */
const PositionThrough = z.strictObject({ after: IndexKey });

type Position = z.output<typeof Position>;

interface PageOfIndex<Partition, Value> {
  readonly partition: Partition;
  /** Milliseconds since the epoch; both ends are included. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Turns an item into a result; undefined leaves it out. */
  readonly read: (item: Item) => readonly Value[];
}

const indexKeyIn = ({ PK = "", SK = "", GSI1SK = "" }: Readonly<Record<string, string>>) => ({
  PK,
  SK,
  GSI1SK,
});

interface Page<Value> {
  readonly items: readonly Value[];
  readonly cursor?: string;
}

/** Where to continue: after the last item read, or with the day before. */
function nextPosition(
  { day }: Position,
  next: Readonly<Record<string, string>> | undefined,
  from: number,
): Position | undefined {
  if (next !== undefined) return { day, after: indexKeyIn(next) };
  const before = dayOf(Date.parse(day) - DAY_MS);
  return before < dayOf(from) ? undefined : { day: before };
}

type Range = readonly [from: string, to: string];

const rangeOf = (from: number, to: number): Range => [
  new Date(from).toISOString(),
  `${new Date(to).toISOString()}~`,
];

/** DynamoDB refuses a start key outside of the query: such a cursor belongs to another list. */
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

interface PartOfPartition {
  readonly range: Range;
  readonly limit: number;
  readonly after: z.output<typeof IndexKey> | undefined;
}

const queryPartition = (table: ActivityTable, GSI1PK: string, { range, limit, after }: PartOfPartition) =>
  table.query({
    index: "GSI1",
    partition: GSI1PK,
    between: range,
    order: "newest first",
    limit,
    ...withoutUndefined({ after: after && { ...after, GSI1PK } }),
  });

/**
 * Reads what the index holds by day, newest first. A page may hold fewer than `limit` items, or none, although more follow: go
 * by the cursor.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function pageByDay<Value>(
  table: ActivityTable,
  { partition, from, to, limit, cursor, read }: PageOfIndex<(day: string) => string, Value>,
): Promise<Page<Value>> {
  const range = rangeOf(from, to);
  let position: Position | undefined = readPosition(cursor, range) ?? { day: dayOf(to) };
  const items: Value[] = [];
  for (
    let queries = 0;
    position !== undefined && items.length < limit && queries < MAX_QUERIES;
    queries += 1
  ) {
    const part = { range, limit: limit - items.length, after: position.after };
    const page = await queryPartition(table, partition(position.day), part);
    items.push(...page.items.flatMap(read));
    position = nextPosition(position, page.next, from);
  }
  return position === undefined ? { items } : { items, cursor: writeCursor(position) };
}

/**
 * Reads one partition of the index, newest first, as {@link pageByDay} reads days.
 *
 * @throws ApiError `invalid_cursor`
 */
export async function pageThrough<Value>(
  table: ActivityTable,
  { partition, from, to, limit, cursor, read }: PageOfIndex<string, Value>,
): Promise<Page<Value>> {
  const range = rangeOf(from, to);
  let after = readCursor(cursor, PositionThrough)?.after;
  if (after !== undefined && (after.GSI1SK < range[0] || after.GSI1SK > range[1])) {
    throw new ApiError("invalid_cursor");
  }
  const items: Value[] = [];
  for (let queries = 0; queries < MAX_QUERIES; queries += 1) {
    const page = await queryPartition(table, partition, { range, limit: limit - items.length, after });
    items.push(...page.items.flatMap(read));
    if (page.next === undefined) return { items };
    after = indexKeyIn(page.next);
    if (items.length >= limit) break;
  }
  return after === undefined ? { items } : { items, cursor: writeCursor({ after }) };
}
