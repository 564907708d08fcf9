import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

/**
 * Starts a minimum time. No timer runs unless its end is awaited, so an answer that need not wait, or an error,
 * leaves none behind.
 *
 * @returns a function that waits until so many milliseconds have passed since this call
 */
export function minimumTime(milliseconds: number): () => Promise<void> {
  const end = performance.now() + milliseconds;
  return async () => {
    await setTimeout(Math.max(0, end - performance.now()));
  };
}
