/**
 * Mutation testing: makes small mistakes in the sources, one at a time, and counts those that a test notices.
 *
 *     npm run mutation -- libs/otp libs/http/cursor.ts --again
 *
 * Folders or files; without any, all of `FOLDERS`. `--again` leaves out what a test noticed in an earlier run and has not changed
 * since; `--list` only prints the mutants. Exits 1 below the wanted score, or where an explanation fits no mutant.
 */
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import makeTestKeyPairs from "../tests/support/test-key-pairs.ts";
import { type Baseline, takeBaseline } from "./mutation/baseline.ts";
import { explanationOf, staleExplanations } from "./mutation/explained.ts";
import { findKiller } from "./mutation/find-killer.ts";
import { KnownKills } from "./mutation/known-kills.ts";
import { type Mutant, makeMutants, mutatedSource } from "./mutation/make-mutants.ts";
import { sourcesUnder, testsThatImport } from "./mutation/related-tests.ts";
import { printScores, type Verdict } from "./mutation/scores.ts";
import { TestProcess } from "./mutation/test-process.ts";

const FOLDERS = ["local/cognito/domain", "libs/otp", "libs/http", "libs/auth", "local/gateway"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { again: { type: "boolean", default: false }, list: { type: "boolean", default: false } },
});

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
  const verdicts = await judgeAll(mutants);
  const isGood = printScores(verdicts, asked);
  const stale = staleExplanations(mutants);
  for (const { file, at } of stale) console.error(`Explained, but not a mutant: ${file}: ${at}`);
  process.exitCode = isGood && stale.length === 0 ? 0 : 1;
}

async function judgeAll(all: readonly Mutant[]): Promise<readonly Verdict[]> {
  const runner = new TestProcess();
  const known = new KnownKills();
  const open = values.again ? all.filter((mutant) => !known.has(mutant)) : all;
  const baselines = await takeBaselines(runner, [...new Set(open.map(({ file }) => file))]);
  const verdicts: Verdict[] = [];
  for (const mutant of all) {
    const explanation = explanationOf(mutant);
    if (explanation !== undefined) {
      verdicts.push({ mutant, outcome: "explained" });
      continue;
    }
    if (!open.includes(mutant)) {
      verdicts.push({ mutant, outcome: "killed" });
      continue;
    }
    const source = mutatedSource(readFileSync(mutant.file, "utf8"), mutant);
    const killer = await findKiller(mutant, { source, baselines, runner });
    if (killer === "invalid") continue;
    if (killer !== null) known.add(mutant);
    verdicts.push({ mutant, outcome: killer === null ? "survived" : "killed" });
    if (killer === null) {
      console.log(`survived ${mutant.file}:${mutant.line} ${mutant.original} → ${mutant.replacement}`);
    }
  }
  known.save();
  runner.stop();
  return verdicts;
}

async function takeBaselines(runner: TestProcess, sources: readonly string[]): Promise<readonly Baseline[]> {
  const baselines: Baseline[] = [];
  for (const testFile of testsThatImport(sources)) {
    const baseline = await takeBaseline(testFile, runner);
    if (baseline.failure === null) baselines.push(baseline);
    else console.error(`left out ${testFile}: ${baseline.failure}`);
  }
  return baselines;
}
