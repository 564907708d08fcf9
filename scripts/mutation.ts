/**
 * Mutation testing: makes small mistakes in the sources, one at a time, and counts those that a test notices.
 *
 *     npm run mutation -- libs/otp libs/http/cursor.ts --again --minutes 10
 *
 * Folders or files; without any, all of `FOLDERS`. `--again` skips mutants that a test killed in an earlier run and that have not
 * changed since; `--minutes` ends the run early, to continue with `--again`; `--tests tests/unit` runs only the test files in
 * that folder, for a quick score that is at most too low; `--list` only prints the mutants. Exits with 1 if the score is too low,
 * if mutants are left, or if an explanation matches no mutant.
 */
import "../local/answer-help.ts";
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import makeTestKeyPairs from "../tests/support/test-key-pairs.ts";
import { type Baseline, takeBaseline } from "./mutation/baseline.ts";
import { explanationOf, staleExplanations } from "./mutation/explained.ts";
import { findKiller } from "./mutation/find-killer.ts";
import { KnownVerdicts } from "./mutation/known-verdicts.ts";
import { type Mutant, makeMutants, mutatedSource } from "./mutation/make-mutants.ts";
import { sourcesUnder, testsThatImport } from "./mutation/related-tests.ts";
import { printScores, type Verdict } from "./mutation/scores.ts";
import { TestProcess } from "./mutation/test-process.ts";

const FOLDERS = ["local/cognito/domain", "libs/otp", "libs/http", "libs/auth", "local/gateway"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    again: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    minutes: { type: "string" },
    tests: { type: "string", default: "tests" },
  },
});

const endsAt = performance.now() + Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
const isTimeUp = () => performance.now() > endsAt;

const asked = positionals.length > 0 ? positionals : FOLDERS;
const mutants = asked
  .flatMap((path) => (statSync(path).isDirectory() ? sourcesUnder(path) : [path]))
  .flatMap((file) => makeMutants(file, readFileSync(file, "utf8")));

if (values.list) {
  for (const { file, line, original, replacement } of mutants) {
    console.log(`${file}:${line} ${JSON.stringify(original)} → ${JSON.stringify(replacement)}`);
  }
} else {
  await makeTestKeyPairs();
  const isGood = printScores(await judgeAll(mutants), asked);
  const stale = staleExplanations(mutants);
  for (const { file, at } of stale) console.error(`Explained, but not a mutant: ${file}: ${at}`);
  process.exitCode = isGood && stale.length === 0 ? 0 : 1;
}

async function judgeAll(all: readonly Mutant[]): Promise<readonly Verdict[]> {
  const runner = new TestProcess();
  const known = new KnownVerdicts();
  const explained = all.filter((mutant) => explanationOf(mutant) !== undefined);
  const settled = values.again ? all.filter((mutant) => known.of(mutant) === "killed") : [];
  const open = all.filter((mutant) => !explained.includes(mutant) && !settled.includes(mutant));
  // New mutants come first, then those that survived the last run.
  if (values.again) open.sort((left, right) => Number(!!known.of(left)) - Number(!!known.of(right)));
  const baselines = await takeBaselines(runner, [...new Set(open.map(({ file }) => file))]);
  const verdicts: Verdict[] = [];
  for (const mutant of open) {
    const outcome = isTimeUp() ? "left" : await judge(mutant, baselines, runner);
    verdicts.push({ mutant, outcome });
    if (outcome === "killed" || outcome === "survived") known.add(mutant, outcome);
  }
  known.save();
  runner.stop();
  return [
    ...verdicts,
    ...explained.map((mutant) => ({ mutant, outcome: "explained" as const })),
    ...settled
      .filter((mutant) => !explained.includes(mutant))
      .map((mutant) => ({ mutant, outcome: "killed" as const })),
  ];
}

async function judge(
  mutant: Mutant,
  baselines: readonly Baseline[],
  runner: TestProcess,
): Promise<Verdict["outcome"]> {
  const source = mutatedSource(readFileSync(mutant.file, "utf8"), mutant);
  const killer = await findKiller(mutant, { source, baselines, runner });
  if (killer === "invalid") return "invalid";
  if (killer !== null) return "killed";
  console.log(`survived ${mutant.file}:${mutant.line} ${mutant.original} → ${mutant.replacement}`);
  return "survived";
}

async function takeBaselines(runner: TestProcess, sources: readonly string[]): Promise<readonly Baseline[]> {
  const baselines: Baseline[] = [];
  const testFiles = testsThatImport(sources).filter((file) => file.startsWith(`${values.tests}/`));
  for (const [index, testFile] of testFiles.entries()) {
    if (isTimeUp()) {
      console.error(
        `Out of time before the first mutant: ${index} of ${testFiles.length} test files are known.`,
      );
      break;
    }
    const baseline = await takeBaseline(testFile, runner);
    if (baseline.failure === null) baselines.push(baseline);
    else console.error(`left out ${testFile}: ${baseline.failure}`);
  }
  return baselines;
}
