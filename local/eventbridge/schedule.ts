import { AsyncLocalStorage } from "node:async_hooks";

/** Runs work later; the answer cancels it. */
export type Schedule = (work: () => void, milliseconds: number) => () => void;

/**
 * The machine's timers. They do not keep the process alive, and work runs outside of the request that caused it: a trace ends with
 * its request.
 */
export function systemSchedule(): Schedule {
  const outside = AsyncLocalStorage.snapshot();
  return (work, milliseconds) => {
    const timer = outside(() => setTimeout(work, milliseconds).unref());
    return () => clearTimeout(timer);
  };
}

const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;

/** The pause after so many failures: it doubles up to a minute. */
export const pauseAfter = (failures: number): number =>
  Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
