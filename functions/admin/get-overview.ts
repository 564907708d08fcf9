import { CENSUS_DAY_PREFIX, censusDayKey } from "../../libs/activity/activity-keys.ts";
import { loadCounts } from "../../libs/activity/count-daily.ts";
import { lastDays, monthOf, weekOf } from "../../libs/activity/days.ts";
import type { EventType } from "../../libs/activity/event-types.ts";
import { ACTIVE_USERS } from "../../libs/activity/mark-active.ts";
import {
  COUNTED_METHODS,
  type CountedMethod,
  LINKS_SENT,
  LINKS_USED,
  methodCounter,
  OTP_USED,
  refusalsIn,
  SECOND_FACTOR_COUNTER,
} from "../../libs/activity/sign-in-counters.ts";
import { route } from "../../libs/http/route.ts";
import { type Overview, OverviewQuery, OverviewResponse } from "../../libs/schemas/admin-overview.ts";
import { table } from "./administration.ts";
import { type Census, groupSizesOf } from "./census/census.ts";
import { estimateUsers } from "./census/read-pool.ts";
import { type CensusState, takeCensus } from "./census/take-census.ts";

/** Days read at a time: each is a query of up to eight small items. */
const PARALLEL = 30;

type Counts = Readonly<Record<string, number>>;

/** The counters of some periods, in that order. */
async function loadAll(periods: readonly string[]): Promise<Counts[]> {
  const loaded: Counts[] = [];
  for (let start = 0; start < periods.length; start += PARALLEL) {
    const batch = periods.slice(start, start + PARALLEL);
    loaded.push(...(await Promise.all(batch.map((period) => loadCounts(table(), period)))));
  }
  return loaded;
}

type Counter = EventType | typeof ACTIVE_USERS | typeof OTP_USED | typeof LINKS_SENT | typeof LINKS_USED;

const of = (counts: Counts, name: Counter) => counts[name] ?? 0;

function methodsIn(counts: Counts): Overview["days"][number]["signInsByMethod"] {
  const known = Object.fromEntries(
    COUNTED_METHODS.map((method) => [method, counts[methodCounter(method)] ?? 0]),
  ) as Record<CountedMethod, number>;
  const total = Object.values(known).reduce((sum, count) => sum + count, 0);
  // Two apps of one user on the sign-in pages count as one sign-in.
  return { ...known, other: Math.max(0, of(counts, "sign_in") - total) };
}

/** The share of users with a second factor, by day. */
async function loadFactorShares([newest = "", ...older]: readonly string[]) {
  const { items } = await table().query({
    partition: censusDayKey(newest).PK,
    between: [censusDayKey(older.at(-1) ?? newest).SK, censusDayKey(newest).SK],
    order: "newest first",
    limit: 100,
  });
  // Only the census writes these items, so they have the type that was written.
  return new Map(
    items.map(({ SK, mfa }) => [SK.slice(CENSUS_DAY_PREFIX.length), mfa as Overview["days"][number]["mfa"]]),
  );
}

async function loadDays(days: readonly string[]): Promise<Omit<Overview["days"][number], "mfa">[]> {
  const loaded = await loadAll(days);
  return days.map((day, index) => {
    const counts = loaded[index] ?? {};
    return {
      day,
      activeUsers: of(counts, ACTIVE_USERS),
      signUps: of(counts, "sign_up"),
      signIns: of(counts, "sign_in"),
      signInsByMethod: methodsIn(counts),
      signInsWithSecondFactor: counts[SECOND_FACTOR_COUNTER] ?? 0,
      signInFailures: of(counts, "sign_in_failed"),
      refusals: refusalsIn(counts),
      otpSent: Math.max(0, of(counts, "otp_sent") - of(counts, LINKS_SENT)),
      otpUsed: of(counts, OTP_USED),
      linksSent: of(counts, LINKS_SENT),
      linksUsed: of(counts, LINKS_USED),
    };
  });
}

async function loadTotals(days: readonly string[]): Promise<Overview["previous"]> {
  const loaded = await loadAll(days);
  const sum = (name: EventType) => loaded.reduce((total, counts) => total + of(counts, name), 0);
  const refusals: Record<string, number> = {};
  for (const [code, count] of loaded.flatMap((counts) => Object.entries(refusalsIn(counts)))) {
    refusals[code] = (refusals[code] ?? 0) + count;
  }
  return {
    signUps: sum("sign_up"),
    signIns: sum("sign_in"),
    signInFailures: sum("sign_in_failed"),
    refusals,
  };
}

/** Active users of each week or month that the days belong to. */
async function loadActive(days: readonly string[], periodOf: (time: number) => string) {
  const periods = [...new Set(days.map((day) => periodOf(Date.parse(day))))];
  const loaded = await loadAll(periods);
  return periods.map((period, index) => ({ period, activeUsers: of(loaded[index] ?? {}, ACTIVE_USERS) }));
}

function describeCensus(census: Census, completedAt: number | undefined): Overview["census"] {
  const { startedAt, users, disabled, byStatus, mfa } = census;
  return {
    startedAt: new Date(startedAt).toISOString(),
    completedAt: completedAt === undefined ? null : new Date(completedAt).toISOString(),
    users,
    disabled,
    byStatus: { ...byStatus },
    byGroup: groupSizesOf(census),
    mfa: { sampled: mfa.users, enabled: mfa.withMfa, ...mfa.factors },
  };
}

const censusOf = ({ census, completedAt }: CensusState) =>
  census === undefined ? null : describeCensus(census, completedAt);

/**
 * How the service is doing: active users and events by day, from counters in the table, and who is in the pool, from a census
 * that is taken in steps, because the pool can't be asked for such counts.
 */
export const getOverview = route({
  operation: "getOverview",
  summary: "Active users, what happened by day, and who is in the pool",
  method: "GET",
  path: "/v1/admin/overview",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  query: OverviewQuery,
  response: OverviewResponse,
  run: async ({ query }) => {
    const now = Date.now();
    const estimatedUsers = await estimateUsers();
    const all = lastDays(2 * query.days, now);
    const [days, before] = [all.slice(0, query.days), all.slice(query.days)];
    const [loaded, previous, weeks, months, state] = await Promise.all([
      loadDays(days),
      loadTotals(before),
      loadActive(days, weekOf),
      loadActive(days, monthOf),
      takeCensus(estimatedUsers),
    ]);
    // After the census, which may have been completed just now.
    const shares = await loadFactorShares(days);
    return {
      asOf: new Date(now).toISOString(),
      estimatedUsers,
      active: {
        today: loaded[0]?.activeUsers ?? 0,
        thisWeek: weeks[0]?.activeUsers ?? 0,
        thisMonth: months[0]?.activeUsers ?? 0,
      },
      weeks: weeks.map(({ period: week, activeUsers }) => ({ week, activeUsers })),
      months: months.map(({ period: month, activeUsers }) => ({ month, activeUsers })),
      previous,
      days: loaded.map((day) => ({ ...day, mfa: shares.get(day.day) ?? null })),
      census: censusOf(state),
      isCounting: state.isCounting,
    };
  },
});
