import { activeKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { countIn } from "./count-daily.ts";
import { dayOf, expiryAfterDays, monthOf, weekOf } from "./days.ts";
import { type Names, noteName } from "./names.ts";

/** The counter of a day's, week's and month's active users. */
export const ACTIVE_USERS = "active_users";

/**
 * Counts a user as active in the day, the week and the month, once each however often it is called. Except for the first call
 * of a day, it is one write that finds the user there already.
 *
 * @returns whether this is the user's first activity of the week
 */
export async function markActive(table: ActivityTable, sub: string, now: number): Promise<boolean> {
  let isFirstOfWeek = false;
  const periods = [
    [dayOf(now), 8],
    [weekOf(now), 15],
    [monthOf(now), 40],
  ] as const;
  for (const [period, days] of periods) {
    const isNew = await table.putNew({
      ...activeKey(period, sub),
      expiresAt: expiryAfterDays(days, now),
    });
    // A user who was counted today was counted this week and this month.
    if (!isNew && period === periods[0][0]) return false;
    if (isNew) await countIn(table, period, [ACTIVE_USERS], now);
    if (period === periods[1][0]) isFirstOfWeek = isNew;
  }
  return isFirstOfWeek;
}

/** Counts a user as active and, once a week, stores the user's name, which an SDK may have changed. */
export async function markActiveByName(
  table: ActivityTable,
  { sub, names }: { readonly sub: string; readonly names: Names },
  now: number,
): Promise<void> {
  if (await markActive(table, sub, now)) await noteName(table, sub, names, now);
}
