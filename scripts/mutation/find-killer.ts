/** Looks for a test that notices a mistake, in the test files that run the mistaken place. */
import { dirname } from "node:path";
import type { Baseline } from "./baseline.ts";
import { strip } from "./fresh-modules.ts";
import type { Mutant } from "./make-mutants.ts";
import type { TestProcess } from "./test-process.ts";

/**
 * Test files tried for one mutant. Thousands of tests pass through some lines of the emulator without looking at what these do;
 * a mutant that only the next one would notice counts as survived, so that the score errs on the strict side.
 */
const MAX_TEST_FILES = 20;

/** How much longer than usual a test may take: it is only to end what hangs, also on a machine that others keep busy. */
const SLOWER = 10;
const MIN_PATIENCE = 10_000;

/** Kills by source file and test file: what noticed one mistake in a file is likely to notice the next. */
const kills = new Map<string, number>();

export interface Search {
  /** The mistaken file. */
  readonly source: string;
  readonly baselines: readonly Baseline[];
  readonly runner: TestProcess;
}

/** @returns the test file; null where none noticed; "invalid" where the mistake is one of syntax */
export async function findKiller(
  mutant: Mutant,
  { source, baselines, runner }: Search,
): Promise<string | null> {
  try {
    strip(source);
  } catch {
    return "invalid";
  }
  /** Kills for the time they take; before there are any, tests of the same folder come first. */
  const rank = ({ testFile, duration }: Baseline) => {
    const killed = kills.get(`${mutant.file} ${testFile}`) ?? 0;
    const isNear = testFile.includes(`/${dirname(mutant.file)}/`);
    return (killed + (isNear ? 10 : 1)) / (duration + 50);
  };
  const reaching = baselines
    .filter(({ covered }) =>
      covered[mutant.file]?.some(({ start, end }) => start <= mutant.reachedAt && mutant.reachedAt < end),
    )
    .sort((left, right) => rank(right) - rank(left))
    .slice(0, MAX_TEST_FILES);
  for (const { testFile, duration } of reaching) {
    const timeout = Math.max(MIN_PATIENCE, duration * SLOWER);
    const changed = { file: mutant.file, source };
    const answer = await runner.run({ testFile, changed, timeout, coverageOf: [] }, 3 * timeout);
    if (answer === null || answer.failure !== null) {
      kills.set(`${mutant.file} ${testFile}`, (kills.get(`${mutant.file} ${testFile}`) ?? 0) + 1);
      return testFile;
    }
  }
  return null;
}
