import { setImmediate as turn } from "node:timers/promises";

/** Waits until the condition holds; only the test's time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
