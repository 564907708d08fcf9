import { setTimeout } from "node:timers/promises";

/**
 * Does the work, and takes at least so many milliseconds, whether it succeeds or fails: for work whose length would tell
 * what must not be told.
 */
export async function takingAtLeast<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  await Promise.allSettled([work, setTimeout(milliseconds)]);
  return work;
}
