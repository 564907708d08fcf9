import { vouchedKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";

/** The purpose of the attestation for a confirmation by this API. Its subject is the account's address. */
export const CONFIRM_SIGN_UP = "confirm-sign-up";

/**
 * Records that an account belongs to its address: its owner verified the mailbox by this API and has the only password, or an
 * administrator created the account. The group rules then use the address; without the mark they only give the default group.
 *
 * @throws AwsError or a network error
 */
export async function markVouched(table: ActivityTable, sub: string, now: number): Promise<void> {
  await table.putNew({ ...vouchedKey(sub), at: new Date(now).toISOString() });
}

/** @throws AwsError or a network error */
export async function isMarkedVouched(table: ActivityTable, sub: string): Promise<boolean> {
  return (await table.get(vouchedKey(sub))) !== undefined;
}
