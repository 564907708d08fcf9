/**
 * No call of the code under test times out. Tests whose clock stands still use this: a client's patience is time, too. On a busy machine
 * a second of it passes while a test's own work fills the event loop, and then a call is given up that was answered.
 */
import { jest } from "@jest/globals";

/** @returns what gives the time-outs back */
export function withoutTimeouts(): () => void {
  const timeout = jest.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);
  return () => timeout.mockRestore();
}
