import { censusDayKey, censusKey } from "../../../libs/activity/activity-keys.ts";
import type { Item } from "../../../libs/activity/activity-table.ts";
import { COUNT_DAYS } from "../../../libs/activity/count-daily.ts";
import { dayOf, expiryAfterDays } from "../../../libs/activity/days.ts";
import { ApiError } from "../../../libs/http/api-error.ts";
import { describeCause } from "../../../libs/observability/describe-cause.ts";
import { logger } from "../../../libs/observability/logger.ts";
import { table } from "../administration.ts";
import type { Census } from "./census.ts";
import { begin, type Progress, readOn } from "./read-pool.ts";

/** How long a complete census is current, in milliseconds. */
const FRESH_MS = 60 * 60 * 1000;

/** How long a request may continue the count, in milliseconds. The module has ten seconds, and a user waits for the page. */
const WORK_MS = 3_000;

/** Longer than a request can take, in milliseconds. Another request continues a count that broke off. */
const LEASE_MS = 15_000;

/** The pool's tokens expire after an hour: a count that rested for so long starts over. In milliseconds. */
const ABANDONED_MS = 50 * 60 * 1000;

/** The last complete census or, before there is one, the current count. */
export interface CensusState {
  readonly census: Census | undefined;
  readonly completedAt: number | undefined;
  /** Whether a count is in progress. */
  readonly isCounting: boolean;
}

interface Kept {
  readonly last: CensusState | undefined;
  readonly underWay: Progress | undefined;
}

/** Times are milliseconds since the epoch. */
interface Pace {
  readonly now: () => number;
  /** How long one request may count; it reads at least one page. */
  readonly workMs: number;
}

/** Only this module writes these items, so they have the type that was written. */
const progressOf = (item: Item | undefined) => item?.progress as Progress | undefined;

function lastOf(item: Item | undefined): CensusState | undefined {
  if (item === undefined) return undefined;
  return { census: item.census as Census, completedAt: Number(item.completedAt), isCounting: false };
}

async function loadKept(now: number): Promise<Kept> {
  const items = await table().getAll([censusKey("DONE"), censusKey("UNDER_WAY")]);
  const done = items.find(({ SK }) => SK === censusKey("DONE").SK);
  const underWay = items.find(({ SK }) => SK === censusKey("UNDER_WAY").SK);
  const isAbandoned = now - Number(underWay?.workedAt ?? 0) > ABANDONED_MS;
  return {
    last: lastOf(done),
    underWay: isAbandoned ? undefined : progressOf(underWay),
  };
}

/** @returns false if another request is counting */
async function takeLease(now: number): Promise<boolean> {
  const item = await table().update({
    key: censusKey("UNDER_WAY"),
    expression: "SET #leaseUntil = :until",
    condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now",
    values: { now, until: now + LEASE_MS },
  });
  return item !== undefined;
}

/** Stores the count and releases the lease. Without progress, the next count starts over. */
async function keep(progress: Progress | undefined, now: number): Promise<void> {
  await table().put({ ...censusKey("UNDER_WAY"), leaseUntil: 0, workedAt: now, progress });
}

/** The last census of a day represents the day. */
async function keepForDay({ users, mfa }: Census, at: number): Promise<void> {
  await table().put({
    ...censusDayKey(dayOf(at)),
    users,
    mfa: { sampled: mfa.users, enabled: mfa.withMfa, ...mfa.factors },
    expiresAt: expiryAfterDays(COUNT_DAYS, at),
  });
}

async function work(start: Progress, { now, workMs }: Pace): Promise<Progress> {
  const end = now() + workMs;
  let progress = start;
  do {
    progress = await readOn(progress);
  } while (progress.position !== undefined && now() < end);
  return progress;
}

/** Continues the count for a while. A failure costs the count but never the request: the next one starts over. */
async function countOn(start: Progress, pace: Pace): Promise<CensusState> {
  try {
    const progress = await work(start, pace);
    const { census } = progress;
    const at = pace.now();
    if (progress.position !== undefined) {
      await keep(progress, at);
      return { census, completedAt: undefined, isCounting: true };
    }
    await table().put({ ...censusKey("DONE"), census, completedAt: at });
    await keepForDay(census, at);
    await keep(undefined, at);
    return { census, completedAt: at, isCounting: false };
  } catch (error) {
    const cause = error instanceof ApiError ? error.cause : error;
    logger.error("census failed", { cause: describeCause(cause, { withStack: false }) });
    await keep(undefined, pace.now());
    return { census: undefined, completedAt: undefined, isCounting: true };
  }
}

/**
 * The last census, and a step of the next one if the last is an hour old. Only one request counts at a time, for a few seconds.
 * So a pool of any size is counted over as many requests as needed, and no request waits for all of it.
 *
 * @param estimatedUsers how many users there may be
 */
export async function takeCensus(
  estimatedUsers: number,
  pace: Pace = { now: Date.now, workMs: WORK_MS },
): Promise<CensusState> {
  const now = pace.now();
  const { last, underWay } = await loadKept(now);
  if (last?.completedAt !== undefined && now - last.completedAt < FRESH_MS) return last;
  const state = (await takeLease(now))
    ? await countOn(underWay ?? begin(estimatedUsers, now), pace)
    : { census: underWay?.census, completedAt: undefined, isCounting: true };
  // A complete census says more than a new one that is not.
  return state.isCounting && last !== undefined ? { ...last, isCounting: true } : state;
}
