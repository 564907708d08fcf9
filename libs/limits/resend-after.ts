import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { countMetric } from "../observability/metrics.ts";

/** Codes of one kind: a maximum per hour, and a pause after each that doubles. */
export interface Sends {
  /** What is sent, such as `otp`; a part of the key. */
  readonly name: string;
  readonly perHour: number;
  /** The first pause. */
  readonly pauseSeconds: number;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * The pause for this client, in milliseconds. A request within the pause changes nothing, since no code was sent. Only an
 * estimate for a countdown: of two concurrent requests both may count as the same.
 */
async function nextPause(table: ActivityTable, sends: Sends, subject: string, now: number): Promise<number> {
  const key = limitKey(`asked-${sends.name}`, subject);
  const first = sends.pauseSeconds * 1000;
  const until = now + HOUR_MS;
  const again = await table.update({
    key,
    // Values on the right are the old ones: the pause that was due now, and twice as long the next time.
    expression: "SET #count = #count + :one, #nextAt = #pause + :now, #pause = #pause + #pause",
    condition: "#until > :now AND #count < :max AND #nextAt <= :now",
    values: { one: 1, now, max: sends.perHour },
  });
  if (again !== undefined) return pauseOf(again, sends);
  const begun = await table.update({
    key,
    expression:
      "SET #count = :one, #until = :until, #nextAt = :nextAt, #pause = :pause, #expiresAt = :expiresAt",
    // The last pause continues into the new hour.
    condition: "attribute_not_exists(#until) OR (#until <= :now AND #nextAt <= :now)",
    values: {
      one: 1,
      now,
      until,
      nextAt: now + first,
      pause: 2 * first,
      expiresAt: Math.ceil((until + HOUR_MS) / 1000),
    },
  });
  if (begun !== undefined) return pauseOf(begun, sends);
  // Too soon. The answer is the whole last pause, not the rest of it: all who ask the same get the same answer.
  const waiting = await table.update({
    key,
    expression: "SET #askedAt = :now",
    values: { now },
  });
  return pauseOf(waiting ?? {}, sends);
}

/** The pause after the last code; after the last one of the hour, an hour. */
function pauseOf(
  { count, pause }: Readonly<Record<string, unknown>>,
  { perHour, pauseSeconds }: Sends,
): number {
  if (Number(count) >= perHour) return HOUR_MS;
  return typeof pause === "number" ? Math.min(pause / 2, HOUR_MS) : pauseSeconds * 1000;
}

/**
 * Seconds until a client should ask for a code again. It depends on how often this client has asked for this address, and not
 * on what was sent: so it is the same whether or not there is an account, and does not show what others ask for. The limits for
 * sending are others; a client that waits as told meets them as well.
 *
 * @param subject the address and the client
 * @param now milliseconds since the epoch
 * @returns the first pause, also if the table does not answer: that costs no code
 */
export async function resendAfter(
  table: ActivityTable,
  sends: Sends,
  subject: readonly string[],
  now: number,
): Promise<number> {
  try {
    return Math.ceil((await nextPause(table, sends, JSON.stringify(subject), now)) / 1000);
  } catch {
    countMetric("limit_unavailable", { cause: `asked-${sends.name}` }, now);
    return sends.pauseSeconds;
  }
}
