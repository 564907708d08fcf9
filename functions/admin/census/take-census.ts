import { censusKey } from "../../../libs/activity/activity-keys.ts";
import type { Item } from "../../../libs/activity/activity-table.ts";
import { ApiError } from "../../../libs/http/api-error.ts";
import { describeCause, logger } from "../../../libs/observability/logger.ts";
import { table } from "../administration.ts";
import type { Census } from "./census.ts";
import { begin, type Progress, readOn } from "./read-pool.ts";

/** A whole census is good for so long, in milliseconds. */
const FRESH_MS = 60 * 60 * 1000;

/** How long a request may carry the count on: the module has ten seconds, and somebody waits for the page. */
const WORK_MS = 3_000;

/** Longer than a request can take: a count that broke off goes on from where it was. */
const LEASE_MS = 15_000;

/** The pool's tokens are good for an hour: a count that was left for so long begins anew. */
const ABANDONED_MS = 50 * 60 * 1000;

/** The last whole census or, before there is one, what was counted so far. */
export interface CensusState {
  readonly census: Census | undefined;
  readonly completedAt: number | undefined;
  /** Whether a count is under way. */
  readonly isCounting: boolean;
}

interface Kept {
  readonly whole: Census | undefined;
  readonly completedAt: number;
  readonly underWay: Progress | undefined;
}

/** Only this module writes these items, whole, so they are what was written. */
const progressOf = (item: Item | undefined) => item?.progress as Progress | undefined;

async function loadKept(now: number): Promise<Kept> {
  const items = await table().getAll([censusKey("DONE"), censusKey("UNDER_WAY")]);
  const done = items.find(({ SK }) => SK === censusKey("DONE").SK);
  const underWay = items.find(({ SK }) => SK === censusKey("UNDER_WAY").SK);
  const isAbandoned = now - Number(underWay?.workedAt ?? 0) > ABANDONED_MS;
  return {
    whole: done?.census as Census | undefined,
    completedAt: Number(done?.completedAt ?? 0),
    underWay: isAbandoned ? undefined : progressOf(underWay),
  };
}

/** @returns false where another request counts already */
async function takeLease(now: number): Promise<boolean> {
  const item = await table().update({
    key: censusKey("UNDER_WAY"),
    expression: "SET #leaseUntil = :until",
    condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now",
    names: { leaseUntil: "leaseUntil" },
    values: { now, until: now + LEASE_MS },
  });
  return item !== undefined;
}

/** Keeps what was counted and gives the lease back; nothing is kept of a count that is to begin anew. */
async function keep(progress: Progress | undefined, now: number): Promise<void> {
  await table().put({ ...censusKey("UNDER_WAY"), leaseUntil: 0, workedAt: now, progress });
}

async function work(start: Progress, now: number): Promise<Progress> {
  const end = now + WORK_MS;
  let progress = start;
  do {
    progress = await readOn(progress);
  } while (progress.position !== undefined && Date.now() < end);
  return progress;
}

/** Counts on for a while. A failure costs the count and never the request: the next one begins anew. */
async function countOn(start: Progress, now: number): Promise<Progress | undefined> {
  try {
    const progress = await work(start, now);
    const isWhole = progress.position === undefined;
    if (isWhole)
      await table().put({ ...censusKey("DONE"), census: progress.census, completedAt: Date.now() });
    await keep(isWhole ? undefined : progress, Date.now());
    return progress;
  } catch (error) {
    const cause = error instanceof ApiError ? error.cause : error;
    logger.error("census broken off", { cause: describeCause(cause, { withStack: false }) });
    await keep(undefined, Date.now());
    return undefined;
  }
}

/**
 * The last census, and a step of the next one where the last is an hour old. One request at a time counts, for a few seconds;
 * so a pool of any size is counted by as many requests as it takes, and none waits for the whole.
 *
 * @param estimatedUsers how many there may be
 */
export async function takeCensus(estimatedUsers: number, now: number): Promise<CensusState> {
  const { whole, completedAt, underWay } = await loadKept(now);
  const last = { census: whole, completedAt: whole === undefined ? undefined : completedAt };
  if (whole !== undefined && now - completedAt < FRESH_MS) return { ...last, isCounting: false };
  const sofar = (progress: Progress | undefined): CensusState =>
    whole === undefined
      ? { census: progress?.census, completedAt: undefined, isCounting: true }
      : { ...last, isCounting: true };
  if (!(await takeLease(now))) return sofar(underWay);
  const progress = await countOn(underWay ?? begin(estimatedUsers, now), now);
  if (progress === undefined || progress.position !== undefined) return sofar(progress);
  return { census: progress.census, completedAt: Date.now(), isCounting: false };
}
