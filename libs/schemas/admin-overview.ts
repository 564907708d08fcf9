import * as z from "zod/mini";
import { named } from "./named.ts";

const Count = z.int().check(z.nonnegative());

/** What happened on a day (UTC). */
const Day = named(
  "OverviewDay",
  z.strictObject({
    day: z.iso.date(),
    activeUsers: Count,
    signUps: Count,
    signIns: Count,
    signInFailures: Count,
    otpSent: Count,
  }),
);

/** `isEstimate`: more than are counted one by one; its share of the sample, of all users. */
const GroupSize = named(
  "GroupSize",
  z.strictObject({ group: z.string(), members: Count, isEstimate: z.boolean() }),
);

/**
 * Who is in the pool, counted page by page. A count is an hour old at most before the next one begins; it goes on for a few
 * seconds with every request until it is complete. `completedAt` is null for the very first one while it is under way: its
 * figures are what was counted so far.
 */
const Census = named(
  "Census",
  z.strictObject({
    startedAt: z.iso.datetime(),
    completedAt: z.nullable(z.iso.datetime()),
    users: Count,
    disabled: Count,
    byStatus: z.record(z.string(), Count),
    byGroup: z.array(GroupSize),
    /** Of so many users who were active this month, 400 at most, how many have which second factor. */
    mfa: z.strictObject({ sampled: Count, enabled: Count, totp: Count, sms: Count, email: Count }),
  }),
);

/** `isCounting`: another request soon would carry the count on. */
export const OverviewResponse = named(
  "Overview",
  z.strictObject({
    asOf: z.iso.datetime(),
    /** Cognito's own estimate of how many users there are. */
    estimatedUsers: Count,
    /** Users active today, in this calendar week (ISO 8601, from Monday) and in this month so far, in UTC. */
    active: z.strictObject({ today: Count, thisWeek: Count, thisMonth: Count }),
    /** The last 30 days, today first. Counters may be one too high where a write was repeated. */
    days: z.array(Day),
    census: z.nullable(Census),
    isCounting: z.boolean(),
  }),
);

export type Overview = z.input<typeof OverviewResponse>;
