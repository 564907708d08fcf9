import { limitKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";

/** A maximum within so many seconds, counted from the first. */
export interface Limit {
  /** What is limited, such as `otp-send-user`; a part of the key. */
  readonly name: string;
  readonly max: number;
  readonly seconds: number;
}

/** Returns one to a limit, if what it was taken for did not happen. @param subject as it was taken */
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
 * Takes one from a limit by one conditional write, so that concurrent callers together get no more than allowed. An expired
 * counter starts again with a second write.
 *
 * @param subject a user's id or an address; only its digest is stored
 * @returns false if the limit is used up
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
  // Of several callers that find it expired, one starts the new period; the others take from that one.
  return ((await addOne()) ?? (await beginAnew()) ?? (await addOne())) !== undefined;
}
