import { limitKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";

/** So many within so many seconds, counted from the first. */
export interface Limit {
  /** What is limited, such as `otp-send-user`; a part of the key. */
  readonly name: string;
  readonly max: number;
  readonly seconds: number;
}

/**
 * Gives back what was taken from a limit, where what it was for did not happen.
 *
 * @param subject as it was taken
 */
export async function giveBackToLimit(
  table: ActivityTable,
  { name }: Limit,
  subject: string,
  now: number,
): Promise<void> {
  await table.update({
    key: limitKey(name, subject),
    expression: "ADD #count :minusOne",
    condition: "#until > :now AND #count > :zero",
    values: { minusOne: -1, zero: 0, now },
  });
}

/**
 * Takes one from a limit: one conditional write, so that of any number of callers at the same time no more than allowed
 * get one. A counter that ran out begins anew with a second write.
 *
 * @param subject whose limit: a user's id, an address; only its digest is kept
 * @returns false where the limit is used up
 */
export async function takeFromLimit(
  table: ActivityTable,
  { name, max, seconds }: Limit,
  subject: string,
  now: number,
): Promise<boolean> {
  const key = limitKey(name, subject);
  const until = now + seconds * 1000;
  const addOne = () =>
    table.update({
      key,
      expression: "ADD #count :one",
      condition: "#until > :now AND #count < :max",
      values: { one: 1, now, max },
    });
  const beginAnew = () =>
    table.update({
      key,
      expression: "SET #count = :one, #until = :until, #expiresAt = :expiresAt",
      condition: "attribute_not_exists(#until) OR #until <= :now",
      values: { one: 1, now, until, expiresAt: Math.ceil(until / 1000) },
    });
  // Of many who find it run out, one begins the new period; the others take from that one.
  return ((await addOne()) ?? (await beginAnew()) ?? (await addOne())) !== undefined;
}
