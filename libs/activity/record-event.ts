import { randomBytes } from "node:crypto";
import { nameOfError } from "../observability/describe-cause.ts";
import { countMetric } from "../observability/metrics.ts";
import { withoutUndefined } from "../without-undefined.ts";
import {
  actedKey,
  actedPartition,
  eventKey,
  eventsOfDay,
  onceKey,
  typedKey,
  typedPartition,
} from "./activity-keys.ts";
import type { ActivityTable, Item } from "./activity-table.ts";
import { countDaily } from "./count-daily.ts";
import { dayOf, expiryAfterDays } from "./days.ts";
import { type EventType, isFrequent } from "./event-types.ts";

/** How long the audit trail goes back. */
export const EVENT_DAYS = 400;

export interface ActivityEvent {
  readonly type: EventType;
  /** The account it is about. */
  readonly sub: string;
  /** The administrator's `sub`, if the event is not the account's own. */
  readonly actor?: string;
  /** The reason that the administrator gave. */
  readonly reason?: string;
  readonly clientId?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** Named values without secrets: never a code, a token, a password or a whole address. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** A stored event, with its id and its time (ISO 8601). */
export interface RecordedEvent extends ActivityEvent {
  readonly id: string;
  readonly at: string;
}

export interface Recording {
  /** Milliseconds since the epoch. */
  readonly now?: number;
  /**
   * For events that may be delivered twice within so many seconds, as Cognito does when a trigger is late: only the first is
   * written.
   */
  readonly onceWithin?: number;
  /** Another counter for the day, in the same write. */
  readonly alsoCount?: string;
  /** Dimensions of the metric. */
  readonly flow?: string;
  readonly cause?: string;
}

/**
 * A retry after a lost answer finds the mark of the first try, which `by` identifies as its own, so the event is not lost.
 *
 * @returns whether this is the first delivery
 */
async function isFirst(
  table: ActivityTable,
  event: ActivityEvent,
  { now, seconds, by }: { readonly now: number; readonly seconds: number; readonly by: string },
): Promise<boolean> {
  const what = [event.type, event.clientId ?? "", ...Object.values(event.detail ?? {})].join("#");
  const until = now + seconds * 1000;
  const guard = await table.update({
    key: onceKey(event.sub, what),
    expression: "SET #until = :until, #expiresAt = :expiresAt, #by = :by",
    condition: "attribute_not_exists(#until) OR #until <= :now OR #by = :by",
    values: { until, now, expiresAt: Math.ceil(until / 1000), by },
  });
  return guard !== undefined;
}

/**
 * An event under each of its keys: once for its account and its day, and again for searches by actor or by a rare type. The
 * copies never change, so they never differ.
 */
function itemsOf(event: RecordedEvent, now: number): readonly Item[] {
  const { sub, at, id, type, actor } = event;
  const rest = { ...event, GSI1SK: `${at}#${id}`, expiresAt: expiryAfterDays(EVENT_DAYS, now) };
  return [
    { ...eventKey(sub, at, id), GSI1PK: eventsOfDay(dayOf(now)), ...rest },
    ...(actor === undefined ? [] : [{ ...actedKey(sub, at, id), GSI1PK: actedPartition(actor), ...rest }]),
    ...(isFrequent(type) ? [] : [{ ...typedKey(sub, at, id), GSI1PK: typedPartition(type), ...rest }]),
  ];
}

/**
 * Writes an event into the audit trail and counts it, for the day and as a metric. Never throws: an event that could not be
 * written is logged and counted as `activity_write_failed`.
 *
 * @returns whether the event is new; also false if it could not be written
 */
export async function recordEvent(
  table: ActivityTable,
  event: ActivityEvent,
  { now = Date.now(), onceWithin, alsoCount, flow, cause }: Recording = {},
): Promise<boolean> {
  const id = randomBytes(9).toString("base64url");
  try {
    const guard = onceWithin === undefined ? null : { now, seconds: onceWithin, by: id };
    if (guard !== null && !(await isFirst(table, event, guard))) return false;
    countMetric(event.type, withoutUndefined({ flow, cause }), now);
    const at = new Date(now).toISOString();
    // Waits for all of them: Lambda freezes what is still running after its answer.
    const writes = await Promise.allSettled([
      ...itemsOf({ ...event, id, at }, now).map((item) => table.put(item)),
      countDaily(table, alsoCount === undefined ? [event.type] : [event.type, alsoCount], now),
    ]);
    const lost = writes.find((write) => write.status === "rejected");
    if (lost !== undefined) throw lost.reason;
    return true;
  } catch (error) {
    reportLostWrite(event.type, error);
    return false;
  }
}

/** Logs and counts that something was not written. Only the name of the error: its text may hold keys. */
export function reportLostWrite(what: string, error: unknown): void {
  countMetric("activity_write_failed");
  const line = {
    level: "ERROR",
    message: "activity not written",
    timestamp: new Date().toISOString(),
    service: process.env.POWERTOOLS_SERVICE_NAME,
    what,
    cause: nameOfError(error),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
