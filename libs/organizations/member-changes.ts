import { memberChangeKey } from "../activity/activity-keys.ts";
import type { ActivityTable } from "../activity/activity-table.ts";
import type { Write } from "../activity/transact-write.ts";

/** How long an invitation can be accepted, in days. */
export const INVITATION_DAYS = 7;

const DAY_SECONDS = 24 * 60 * 60;

/** A member, or a former one. */
interface Concerned {
  readonly organization: string;
  readonly sub: string;
}

/**
 * Notes that another member has changed or ended a membership. Invitations from before it do not count for this account any
 * more: otherwise one that is still open would bring back what was taken away. The note outlives each of them.
 *
 * @param now milliseconds since the epoch
 */
export const noteChange = ({ organization, sub }: Concerned, now: number): Write => ({
  put: {
    ...memberChangeKey(organization, sub),
    changedAt: now,
    expiresAt: Math.ceil(now / 1000) + (INVITATION_DAYS + 1) * DAY_SECONDS,
  },
});

/** A write that fails if the membership was changed since. @param time milliseconds since the epoch */
export const unlessChangedSince = ({ organization, sub }: Concerned, time: number): Write => ({
  check: memberChangeKey(organization, sub),
  condition: "attribute_not_exists(#changedAt) OR #changedAt < :time",
  values: { time },
});

/** @throws AwsError or a network error */
export async function wasChangedSince(
  table: ActivityTable,
  { organization, sub }: Concerned,
  time: number,
): Promise<boolean> {
  const note = await table.get(memberChangeKey(organization, sub));
  return note !== undefined && Number(note.changedAt) >= time;
}
