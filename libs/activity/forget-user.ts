import { groupsKey, userPartition, vouchedKey } from "./activity-keys.ts";
import type { ActivityTable } from "./activity-table.ts";

/** Deletions at a time. */
const PARALLEL = 25;

/**
 * Deletes everything that the table holds about a user: events, sessions, codes, the marks of the groups. Counters stay: they
 * name no user. It can be repeated, and continues if it was interrupted.
 */
export async function forgetUser(table: ActivityTable, sub: string): Promise<void> {
  const query = { partition: userPartition(sub), order: "oldest first", limit: PARALLEL } as const;
  const first = () => table.query({ ...query, consistent: true });
  for (let { items } = await first(); items.length > 0; { items } = await first()) {
    await Promise.all(items.map(({ PK, SK }) => table.delete({ PK, SK })));
  }
  await Promise.all([table.delete(groupsKey(sub)), table.delete(vouchedKey(sub))]);
}
