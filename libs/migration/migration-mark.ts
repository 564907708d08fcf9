import { migrationKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { recordEvent } from "../activity/record-event.ts";

/** An account that is taken over gets its first token within the hour, or the event is not written. */
const MARK_SECONDS = 3600;

/**
 * Says that an account with this address is about to be made from one of the former system. Its `sub` is not known yet, so
 * there is no event to write.
 *
 * @param email normalised
 */
export async function markMigration(table: ActivityTable, email: string, now: number): Promise<void> {
  const seconds = Math.floor(now / 1000);
  await table.update({
    key: migrationKey(email),
    expression: "SET #expiresAt = :expiresAt REMOVE #sub",
    // A mark that is still good is left as it is: the trigger may be called twice.
    condition: "attribute_not_exists(#expiresAt) OR #expiresAt <= :now",
    values: { expiresAt: seconds + MARK_SECONDS, now: seconds },
  });
}

interface NewAccount {
  readonly sub: string;
  readonly verifiedEmail: string | undefined;
}

/**
 * Finds out whether a new account was taken over, with an address that the former system has verified, and writes the event.
 * The mark is the account's from then on.
 *
 * @returns whether it was; the same account gets the same answer for as long as there is the mark
 * @throws AwsError or a network error
 */
export async function claimMigration(
  table: ActivityTable,
  { sub, verifiedEmail }: NewAccount,
  now: number,
): Promise<boolean> {
  if (verifiedEmail === undefined) return false;
  const mark = await table.update({
    key: migrationKey(verifiedEmail),
    expression: "SET #sub = :sub",
    condition: "#expiresAt > :now AND (attribute_not_exists(#sub) OR #sub = :sub)",
    values: { sub, now: Math.floor(now / 1000) },
  });
  if (mark === undefined) return false;
  await recordEvent(table, { type: "user_migrated", sub }, { now, onceWithin: MARK_SECONDS });
  return true;
}
