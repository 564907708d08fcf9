import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

/**
 * Starts a minimum time. Nothing is left running if nobody waits for its end, so an answer that need not wait, or an error,
 * leaves no timer behind.
 *
 * @returns a function that waits until so many milliseconds have passed since this call
 */
export function minimumTime(milliseconds: number): () => Promise<void> {
  const end = performance.now() + milliseconds;
  return async () => {
    await setTimeout(Math.max(0, end - performance.now()));
  };
}
