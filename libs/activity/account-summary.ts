import { summaryKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { reportLostWrite } from "./record-event.ts";

/** A summary of an account in the table. Times are milliseconds since the epoch. */
export interface AccountSummary {
  readonly lastSignInAt?: number;
  readonly lastClientId?: string;
  /** When the owner chose the password; missing if that did not happen by this API, or before it was recorded. */
  readonly passwordChangedAt?: number;
}

export async function loadSummary(table: ActivityTable, sub: string): Promise<AccountSummary> {
  const item = await table.get(summaryKey(sub));
  if (item === undefined) return {};
  const { lastSignInAt, lastClientId, passwordChangedAt } = item;
  return {
    ...(typeof lastSignInAt === "number" ? { lastSignInAt } : {}),
    ...(typeof lastClientId === "string" ? { lastClientId } : {}),
    ...(typeof passwordChangedAt === "number" ? { passwordChangedAt } : {}),
  };
}

/** Records that an account has a new password. The password is set by now, so this never fails. */
export async function notePasswordChange(table: ActivityTable, sub: string, now: number): Promise<void> {
  await table
    .update({
      key: summaryKey(sub),
      expression: "SET #passwordChangedAt = :now",
      values: { now },
    })
    .catch((error: unknown) => reportLostWrite("password age", error));
}
