import { limitKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import type { Limit } from "./take-from-limit.ts";

/**
 * Like `takeFromLimit`, for events that may be delivered twice: the same token takes one, however often it comes. Only for
 * small limits, because the tokens are stored.
 *
 * @param subject only its digest is stored
 * @param token what is counted; stored as it is
 * @returns false if the limit is used up by others
 */
export async function takeOnceFromLimit(
  table: ActivityTable,
  { name, max, seconds }: Limit,
  { subject, token }: { readonly subject: string; readonly token: string },
  now: number,
): Promise<boolean> {
  const key = limitKey(name, subject);
  const until = now + seconds * 1000;
  const addOne = () =>
    table.update({
      key,
      expression: "ADD #tokens :tokens",
      condition: "#until > :now AND (size(#tokens) < :max OR contains(#tokens, :token))",
      values: { tokens: new Set([token]), token, now, max },
    });
  const beginAnew = () =>
    table.update({
      key,
      expression: "SET #tokens = :tokens, #until = :until, #expiresAt = :expiresAt",
      condition: "attribute_not_exists(#until) OR #until <= :now",
      values: { tokens: new Set([token]), until, now, expiresAt: Math.ceil(until / 1000) },
    });
  return ((await addOne()) ?? (await beginAnew()) ?? (await addOne())) !== undefined;
}
