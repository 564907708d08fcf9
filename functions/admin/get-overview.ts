import { loadCounts } from "../../libs/activity/count-daily.ts";
import { dayOf, lastDays, monthOf, weekOf } from "../../libs/activity/days.ts";
import type { EventType } from "../../libs/activity/event-types.ts";
import { ACTIVE_USERS } from "../../libs/activity/mark-active.ts";
import { route } from "../../libs/http/route.ts";
import { type Overview, OverviewResponse } from "../../libs/schemas/admin-overview.ts";
import { table } from "./administration.ts";
import { type Census, groupSizesOf } from "./census/census.ts";
import { estimateUsers } from "./census/read-pool.ts";
import { type CensusState, takeCensus } from "./census/take-census.ts";

const DAYS = 30;

/** Days read at a time: each is a query of up to eight small items. */
const PARALLEL = 10;

/** What a day's counters are called in the answer. */
const COUNTERS = {
  activeUsers: ACTIVE_USERS,
  signUps: "sign_up",
  signIns: "sign_in",
  signInFailures: "sign_in_failed",
  otpSent: "otp_sent",
} as const satisfies Record<string, EventType | typeof ACTIVE_USERS>;

async function loadDay(day: string): Promise<Overview["days"][number]> {
  const counts = await loadCounts(table(), day);
  const of = (name: keyof typeof COUNTERS) => counts[COUNTERS[name]] ?? 0;
  return {
    day,
    activeUsers: of("activeUsers"),
    signUps: of("signUps"),
    signIns: of("signIns"),
    signInFailures: of("signInFailures"),
    otpSent: of("otpSent"),
  };
}

async function loadDays(now: number): Promise<Overview["days"]> {
  const days = lastDays(DAYS, now);
  const loaded: Overview["days"] = [];
  for (let start = 0; start < days.length; start += PARALLEL) {
    loaded.push(...(await Promise.all(days.slice(start, start + PARALLEL).map(loadDay))));
  }
  return loaded;
}

async function loadActive(period: string): Promise<number> {
  return (await loadCounts(table(), period))[ACTIVE_USERS] ?? 0;
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
 * How the service is doing: who is active and what happened by day, from counters in the table; who is in the pool, from a
 * census that is taken in steps, since the pool can't be asked how many of whom it has.
 */
export const getOverview = route({
  operation: "getOverview",
  summary: "Active users, what happened by day, and who is in the pool",
  method: "GET",
  path: "/v1/admin/overview",
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  response: OverviewResponse,
  run: async () => {
    const now = Date.now();
    const estimatedUsers = await estimateUsers();
    const [days, thisWeek, thisMonth, state] = await Promise.all([
      loadDays(now),
      loadActive(weekOf(now)),
      loadActive(monthOf(now)),
      takeCensus(estimatedUsers),
    ]);
    const today = days.find(({ day }) => day === dayOf(now))?.activeUsers ?? 0;
    return {
      asOf: new Date(now).toISOString(),
      estimatedUsers,
      active: { today, thisWeek, thisMonth },
      days,
      census: censusOf(state),
      isCounting: state.isCounting,
    };
  },
});
