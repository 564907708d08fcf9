import { migrationKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { recordEvent } from "../activity/record-event.ts";

/** An account gets its first token within the hour after its migration, or the event is not recorded. */
const MARK_SECONDS = 3600;

/**
 * Records that an account with this address is being migrated from the former system. Its `sub` is not known yet, so the event
 * follows later.
 *
 * @param email normalized
 */
export async function markMigration(table: ActivityTable, email: string, now: number): Promise<void> {
  const seconds = Math.floor(now / 1000);
  await table.update({
    key: migrationKey(email),
    expression: "SET #expiresAt = :expiresAt REMOVE #sub",
    // A valid mark stays as it is: the trigger may be called twice.
    condition: "attribute_not_exists(#expiresAt) OR #expiresAt <= :now",
    values: { expiresAt: seconds + MARK_SECONDS, now: seconds },
  });
}

interface NewAccount {
  readonly sub: string;
  readonly verifiedEmail: string | undefined;
}

/**
 * Finds out whether a new account was migrated, with an address that the former system has verified, and records it. From then
 * on the mark belongs to the account.
 *
 * @returns whether it was; the same account gets the same answer as long as the mark exists
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
