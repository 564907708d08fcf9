import TestSequencer from "@jest/test-sequencer";

/** From long to short: one that starts a stack takes as long as a hundred unit tests, and comes first. */
const PROJECTS = ["e2e", "infra", "service", "emulator", "unit"];

/**
 * Begins with what takes longest, so that no core is idle at the end. Jest does so by what earlier runs took; where there were
 * none, as in a fresh clone, it goes by the size of files, which says nothing here.
 */
export default class LongestFirstSequencer extends TestSequencer {
  sort(tests) {
    const rank = ({ duration, context }) =>
      duration === undefined ? PROJECTS.indexOf(context.config.displayName?.name) : PROJECTS.length;
    return super.sort(tests).toSorted((some, other) => rank(some) - rank(other));
  }
}
