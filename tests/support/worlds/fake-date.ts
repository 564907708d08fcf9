import { jest } from "@jest/globals";

/** What fake timers fake beside `Date`: waiting stays real, for servers and clients do it. */
const REAL = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

/**
 * Makes `Date` stand still, for code that runs in the test's own process; `jest.setSystemTime` moves it.
 *
 * @param now milliseconds since the epoch
 */
export function fakeDate(now: number): void {
  jest.useFakeTimers({ now, doNotFake: [...REAL] });
}
