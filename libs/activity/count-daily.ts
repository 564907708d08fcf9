import { countKey, countPartition } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";
import { dayOf, expiryAfterDays } from "./days.ts";

/** How long counters are stored. */
export const COUNT_DAYS = 800;

/** Adds one to each of a period's counters, in one write. */
export async function countIn(
  table: ActivityTable,
  period: string,
  counters: readonly string[],
  now: number,
): Promise<void> {
  await table.update({
    key: countKey(period),
    expression: `SET #expiresAt = :expiresAt ADD ${counters.map((_, index) => `#c${index} :one`).join(", ")}`,
    aliases: Object.fromEntries(counters.map((counter, index) => [`c${index}`, counter])),
    values: { one: 1, expiresAt: expiryAfterDays(COUNT_DAYS, now) },
  });
}

/** Adds one to each of today's counters. A retry may count twice: these are statistics, not accounts. */
export function countDaily(table: ActivityTable, counters: readonly string[], now: number): Promise<void> {
  return countIn(table, dayOf(now), counters, now);
}

/** A period's counters, summed over the shards; a counter of zero is missing. */
export async function loadCounts(table: ActivityTable, period: string): Promise<Record<string, number>> {
  const { items } = await table.query({
    partition: countPartition(period),
    order: "oldest first",
    limit: 100,
  });
  const sums: Record<string, number> = {};
  for (const { PK, SK, expiresAt, ...counters } of items) {
    for (const [name, count] of Object.entries(counters)) {
      if (typeof count === "number") sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}
