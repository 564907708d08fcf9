/**
 * Runs test files on the unchanged sources: how long each takes, and which code it runs. Cached in `node_modules/.cache` until
 * something that the test file imports changes.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { CodeRange } from "./coverage.ts";
import { closureOf } from "./related-tests.ts";
import type { TestProcess } from "./test-process.ts";

export interface Baseline {
  readonly testFile: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Why the file can't be used here; null if it passes. */
  readonly failure: string | null;
  readonly covered: Readonly<Record<string, readonly CodeRange[]>>;
}

const FOLDER = "node_modules/.cache/mutation";

/** Source folders that are mutated. */
const SOURCES = ["functions", "jobs", "libs", "local", "triggers"];

/** Milliseconds for a whole test file. */
const PATIENCE = 120_000;

export async function takeBaseline(testFile: string, runner: TestProcess): Promise<Baseline> {
  const kept = `${FOLDER}/${cacheKey(testFile)}.json`;
  const known = readJson(kept);
  if (known !== null) return known;
  const order = { testFile, changed: null, timeout: 60_000 };
  const answer = await runner.run({ ...order, coverageOf: SOURCES }, PATIENCE);
  // Coverage is slow, and so is loading packages the first time: a second run measures how long the file takes.
  const begun = performance.now();
  const again = answer && (await runner.run({ ...order, coverageOf: [] }, PATIENCE));
  const baseline: Baseline = {
    testFile,
    duration: performance.now() - begun,
    failure: answer && again ? (answer.failure ?? again.failure) : "takes too long",
    covered: answer?.covered ?? {},
  };
  if (baseline.failure === null) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(kept, JSON.stringify(baseline));
  }
  return baseline;
}

function readJson(file: string): Baseline | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function cacheKey(testFile: string): string {
  const hash = createHash("sha256");
  for (const file of [...closureOf(testFile)].sort()) {
    try {
      hash.update(`${file}\n`).update(readFileSync(file));
    } catch {
      // An import inside a string.
    }
  }
  return hash.digest("hex").slice(0, 32);
}
