import { windowKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { Fault } from "../observability/describe-cause.ts";

interface Window {
  /** What is counted, such as `client-mail`; a part of the key. */
  readonly name: string;
  readonly seconds: number;
}

interface Counted {
  /** This one included. */
  readonly count: number;
  /** When the count begins anew, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/**
 * Counts one in the current window: a single unconditional write, whatever the count is. `takeFromLimit` asks for more
 * writes when a limit begins anew or is used up, which is what a flood would cause all the time.
 *
 * Windows are fixed and begin at the same time for every subject. So up to twice the limit can pass within one window's
 * length, around the end of a window.
 *
 * @param subject what is counted by; only its digest is kept
 * @throws AwsError, a network error, TypeError
 */
export async function countInWindow(
  table: ActivityTable,
  { name, seconds }: Window,
  subject: string,
  now: number,
): Promise<Counted> {
  const length = seconds * 1000;
  const index = Math.floor(now / length);
  const endsAt = (index + 1) * length;
  const item = await table.update({
    key: windowKey(name, subject, index),
    expression: "SET #expiresAt = :expiresAt ADD #count :one",
    values: { one: 1, expiresAt: Math.ceil(endsAt / 1000) },
  });
  if (typeof item?.count !== "number") throw new Fault("the count did not come back");
  return { count: item.count, endsAt };
}
