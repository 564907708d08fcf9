import { setImmediate as turn } from "node:timers/promises";

/** Lets everything else go on until the condition holds; the test's own time limit is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
