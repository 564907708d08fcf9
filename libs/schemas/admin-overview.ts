import * as z from "zod/mini";
import { named } from "./named.ts";

const Count = z.int().check(z.nonnegative());

/** The last days to look at, today included. */
export const OverviewQuery = z.strictObject({
  days: z.pipe(z.prefault(z.enum(["7", "30", "90"]), "30"), z.transform(Number)),
});

/**
 * How users signed in. `password`, `passkey`, `code` and `link` (by mail) by this API; `hosted` on the sign-in pages and `provider` there by an
 * identity provider, once for each app that gets tokens; `other` are all other sign-ins, such as by an SDK.
 */
const Methods = named(
  "SignInsByMethod",
  z.strictObject({
    password: Count,
    passkey: Count,
    code: Count,
    link: Count,
    hosted: Count,
    provider: Count,
    other: Count,
  }),
);

/** Second factors in a sample of at most 400 users who were active in the month. */
const FactorShares = named(
  "SecondFactorShares",
  z.strictObject({ sampled: Count, enabled: Count, totp: Count, sms: Count, email: Count }),
);

/** What happened on a day (UTC). */
const Day = named(
  "OverviewDay",
  z.strictObject({
    day: z.iso.date(),
    activeUsers: Count,
    signUps: Count,
    signIns: Count,
    signInsByMethod: Methods,
    /** By this API, with a second factor. */
    signInsWithSecondFactor: Count,
    /** Failed attempts on existing accounts, by this API or otherwise. */
    signInFailures: Count,
    /** Refused steps of a sign-in by this API, by error code, whether or not there is an account. */
    refusals: z.record(z.string(), Count),
    otpSent: Count,
    otpUsed: Count,
    /** Sign-in links. Those of days before they had a count of their own are among the codes. */
    linksSent: Count,
    linksUsed: Count,
    /** From the last count of the pool on that day; null if there was none. */
    mfa: z.nullable(FactorShares),
  }),
);

const Totals = named(
  "OverviewTotals",
  z.strictObject({
    signUps: Count,
    signIns: Count,
    signInFailures: Count,
    /** As those of a day. */
    refusals: z.record(z.string(), Count),
  }),
);

/** `isEstimate`: the group is too large to count; the figure is its share of the sample, of all users. */
const GroupSize = named(
  "GroupSize",
  z.strictObject({ group: z.string(), members: Count, isEstimate: z.boolean() }),
);

/**
 * Who is in the pool, counted page by page. The next count starts when the last one is an hour old; every request continues it
 * for a few seconds until it is complete. `completedAt` is null during the very first count: its figures are what was counted
 * so far.
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
    mfa: FactorShares,
  }),
);

/** `isCounting`: another request soon continues the count. */
export const OverviewResponse = named(
  "Overview",
  z.strictObject({
    asOf: z.iso.datetime(),
    /** Cognito's own estimate of how many users there are. */
    estimatedUsers: Count,
    /** Users active today, in this calendar week (ISO 8601, from Monday) and in this month so far, in UTC. */
    active: z.strictObject({ today: Count, thisWeek: Count, thisMonth: Count }),
    /** Calendar weeks and months that these days belong to, the current one first. */
    weeks: z.array(z.strictObject({ week: z.string(), activeUsers: Count })),
    months: z.array(z.strictObject({ month: z.string(), activeUsers: Count })),
    /** The totals of as many days before these. */
    previous: Totals,
    /** The last days, today first. Counters may be one too high if a write was repeated. */
    days: z.array(Day),
    census: z.nullable(Census),
    isCounting: z.boolean(),
  }),
);

export type Overview = z.input<typeof OverviewResponse>;
