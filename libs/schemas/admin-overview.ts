import * as z from "zod/mini";
import { named } from "./named.ts";

const Count = z.int().check(z.nonnegative());

/** The last days to look at, today included. */
export const OverviewQuery = z.strictObject({
  days: z.pipe(z.prefault(z.enum(["7", "30", "90"]), "30"), z.transform(Number)),
});

/**
 * How users signed in. `password`, `passkey` and `code` by this API; `hosted` on the sign-in pages and `provider` there by an
 * identity provider, once for each app that gets tokens; `other` are the sign-ins that are none of these, such as by an SDK.
 */
const Methods = named(
  "SignInsByMethod",
  z.strictObject({
    password: Count,
    passkey: Count,
    code: Count,
    hosted: Count,
    provider: Count,
    other: Count,
  }),
);

/** Of so many users who were active in the month, 400 at most, how many have which second factor. */
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
    /** By this API, with a second factor asked for. */
    signInsWithSecondFactor: Count,
    /** Attempts on accounts that there are and that came to nothing, by this API or past it. */
    signInFailures: Count,
    /** Steps of a sign-in by this API that were refused, by the error's code, whether or not there is an account. */
    refusals: z.record(z.string(), Count),
    otpSent: Count,
    otpUsed: Count,
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
    mfa: FactorShares,
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
    /** Calendar weeks and months that hold one of these days, the present one first. */
    weeks: z.array(z.strictObject({ week: z.string(), activeUsers: Count })),
    months: z.array(z.strictObject({ month: z.string(), activeUsers: Count })),
    /** What happened in as many days before these. */
    previous: Totals,
    /** The last days, today first. Counters may be one too high where a write was repeated. */
    days: z.array(Day),
    census: z.nullable(Census),
    isCounting: z.boolean(),
  }),
);

export type Overview = z.input<typeof OverviewResponse>;
