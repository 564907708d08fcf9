import TestSequencer from "@jest/test-sequencer";

/** From long to short: a project that starts a stack takes as long as a hundred unit tests, and comes first. */
const PROJECTS = ["e2e", "infra", "service", "emulator", "unit"];

/**
 * Starts with the longest test files, so that no core is idle at the end. Jest does so by the times of earlier runs; without
 * them, as in a fresh clone, it uses the size of files, which says nothing here.
 */
export default class LongestFirstSequencer extends TestSequencer {
  sort(tests) {
    const rank = ({ duration, context }) =>
      duration === undefined ? PROJECTS.indexOf(context.config.displayName?.name) : PROJECTS.length;
    return super.sort(tests).toSorted((some, other) => rank(some) - rank(other));
  }
}
