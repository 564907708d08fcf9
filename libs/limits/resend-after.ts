import { limitKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { countMetric } from "../observability/metrics.ts";

/** Codes of one kind: so many in an hour, and a pause after each that is twice the one before. */
export interface Sends {
  /** What is sent, such as `otp`; a part of the key. */
  readonly name: string;
  readonly perHour: number;
  /** The first pause. */
  readonly pauseSeconds: number;
}

const HOUR_SECONDS = 60 * 60;

/** Which time this is within the hour that began with the first. Figures for a clock: two at once may count as one. */
async function countAsked(table: ActivityTable, name: string, subject: string, now: number) {
  const key = limitKey(`asked-${name}`, subject);
  const until = now + HOUR_SECONDS * 1000;
  const again = await table.update({
    key,
    expression: "ADD #count :one",
    condition: "#until > :now",
    names: { count: "count", until: "until" },
    values: { one: 1, now },
  });
  if (again !== undefined) return { count: Number(again.count), until: Number(again.until) };
  await table.update({
    key,
    expression: "SET #count = :one, #until = :until, #expiresAt = :expiresAt",
    condition: "attribute_not_exists(#until) OR #until <= :now",
    names: { count: "count", until: "until", expiresAt: "expiresAt" },
    values: { one: 1, now, until, expiresAt: Math.ceil(until / 1000) },
  });
  return { count: 1, until };
}

/**
 * Seconds after which a client may ask for a code again. It follows from how often this client has asked for this address, and not
 * from what was sent: so it is the same whether or not there is an account, and what others ask does not show. The limits that
 * decide about sending are others; for a client that waits as it is told they come to the same.
 *
 * @param subject whose address, and which client asks
 * @param now milliseconds since the epoch
 * @returns the first pause, too, where the table does not answer: no code is lost for it
 */
export async function resendAfter(
  table: ActivityTable,
  { name, perHour, pauseSeconds }: Sends,
  subject: readonly string[],
  now: number,
): Promise<number> {
  try {
    const { count, until } = await countAsked(table, name, JSON.stringify(subject), now);
    if (count >= perHour) return Math.max(Math.ceil((until - now) / 1000), pauseSeconds);
    return Math.min(pauseSeconds * 2 ** (count - 1), HOUR_SECONDS);
  } catch {
    countMetric("limit_unavailable", { cause: `asked-${name}` }, now);
    return pauseSeconds;
  }
}
