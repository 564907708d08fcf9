import { summaryKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";

/**
 * Records the first and the last sign-in to an account.
 *
 * @param now milliseconds since the epoch
 * @returns whether this is the account's first sign-in
 */
export async function noteSignIn(
  table: ActivityTable,
  { sub, clientId }: { readonly sub: string; readonly clientId?: string },
  now: number,
): Promise<boolean> {
  const summary = await table.update({
    key: summaryKey(sub),
    expression:
      "SET #firstSignInAt = if_not_exists(#firstSignInAt, :now), #lastSignInAt = :now, #lastClientId = :clientId",
    values: { now, clientId: clientId ?? "" },
  });
  return summary?.firstSignInAt === now;
}
