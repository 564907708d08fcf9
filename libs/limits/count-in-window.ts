import { windowKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { Fault } from "../observability/describe-cause.ts";

interface Window {
  /** What is counted, such as `client-mail`; a part of the key. */
  readonly name: string;
  readonly seconds: number;
}

interface Counted {
  /** Including this one. */
  readonly count: number;
  /** When the count starts again, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/**
 * Counts one in the current window: a single unconditional write, whatever the count is. `takeFromLimit` needs more writes if a
 * limit starts again or is used up, which would be the normal case in a flood.
 *
 * Windows are fixed and start at the same time for every subject. So up to twice the limit can pass within one window's length,
 * around the end of a window.
 *
 * @param subject what is counted by; only its digest is stored
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
  if (typeof item?.count !== "number") throw new Fault("the table did not return the count");
  return { count: item.count, endsAt };
}
