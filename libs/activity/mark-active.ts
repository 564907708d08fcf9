import { activeKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { countIn } from "./count-daily.ts";
import { dayOf, expiryAfterDays, monthOf, weekOf } from "./days.ts";
import { type Names, noteName } from "./names.ts";

/** The counter of a day's, week's and month's active users. */
export const ACTIVE_USERS = "active_users";

/**
 * Counts somebody among the active users of the day, the week and the month, once each however often it is called: one
 * write that finds the user there already, except for the first of the day.
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
    // Known today means known this week and this month.
    if (!isNew && period === periods[0][0]) return false;
    if (isNew) await countIn(table, period, [ACTIVE_USERS], now);
    if (period === periods[1][0]) isFirstOfWeek = isNew;
  }
  return isFirstOfWeek;
}

/** Counts somebody among the active users and, once a week, notes how they are called: an SDK may have changed it. */
export async function markActiveByName(
  table: ActivityTable,
  { sub, names }: { readonly sub: string; readonly names: Names },
  now: number,
): Promise<void> {
  if (await markActive(table, sub, now)) await noteName(table, sub, names, now);
}
