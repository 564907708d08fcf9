import { activeKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { countIn } from "./count-daily.ts";
import { dayOf, expiryAfterDays, monthOf, weekOf } from "./days.ts";

/** The counter of a day's, week's and month's active users. */
export const ACTIVE_USERS = "active_users";

/**
 * Counts somebody among the active users of the day, the week and the month, once each however often it is called: one
 * write that finds the user there already, except for the first of the day.
 */
export async function markActive(table: ActivityTable, sub: string, now: number): Promise<void> {
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
    if (!isNew && period === periods[0][0]) return;
    if (isNew) await countIn(table, period, [ACTIVE_USERS], now);
  }
}
