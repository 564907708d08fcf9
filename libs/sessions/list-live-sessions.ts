import { sessionsOfDay } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import { pageByDay } from "../activity/page-of-index.ts";
import { SESSION_DAYS, type Session, sessionFrom } from "./session-store.ts";

interface PageOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface SessionPage {
  readonly items: readonly Session[];
  readonly cursor?: string;
}

/**
 * The active sessions of all users, most recently used first; the time of use is accurate to five minutes. A page may hold
 * fewer than `limit`, or none, although more follow: go by the cursor.
 *
 * @param now milliseconds since the epoch
 * @throws ApiError `invalid_cursor`
 */
export function listLiveSessions(
  table: ActivityTable,
  { limit, cursor }: PageOptions,
  now: number,
): Promise<SessionPage> {
  return pageByDay(table, {
    partition: sessionsOfDay,
    from: now - SESSION_DAYS * 86_400_000,
    to: now,
    limit,
    cursor,
    // A session that was ended has left the index, except for the moment that the index lags behind.
    read: (item) => (item.revokedAt === undefined ? [sessionFrom(item)] : []),
  });
}
