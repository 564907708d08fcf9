/** Looks for a test that kills a mutant, in the test files that run the mutated code. */
import { dirname } from "node:path";
import type { Baseline } from "./baseline.ts";
import { strip } from "./fresh-modules.ts";
import type { Mutant } from "./make-mutants.ts";
import type { TestProcess } from "./test-process.ts";

/**
 * Maximum number of test files tried for one mutant. Thousands of tests run some lines of the emulator without checking them; a
 * mutant that only a later one would kill counts as survived, so the score is at most too low.
 */
const MAX_TEST_FILES = 20;

/** How much longer than usual a test may take: the limit only ends tests that hang, also on a busy machine. */
const SLOWER = 10;
const MIN_PATIENCE = 10_000;

/** Kills by source file and test file: a test file that killed one mutant is likely to kill the next. */
const kills = new Map<string, number>();

export interface Search {
  /** The mutated file. */
  readonly source: string;
  readonly baselines: readonly Baseline[];
  readonly runner: TestProcess;
}

/** @returns the test file that killed it; null if none did; "invalid" if the mutant has a syntax error */
export async function findKiller(
  mutant: Mutant,
  { source, baselines, runner }: Search,
): Promise<string | null> {
  try {
    strip(source);
  } catch {
    return "invalid";
  }
  /** Orders by kills per time; before there are any, tests of the same folder come first. */
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
