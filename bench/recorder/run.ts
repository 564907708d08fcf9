/**
 * What the flight recorder costs a sign-in, on against off.
 *
 *     npm run bench:recorder -- [--rounds 40]
 *
 * Starts one stack and signs in by password through the API, in rounds with the recorder and rounds without it, in turn: what the
 * machine and the compiler do meanwhile is shared by both. Answers are not held back. Prints the median of time and the processor
 * time for each sign-in, threads included, and fails (exit 1) where the recorder takes more than 5 % of the processor time: times
 * alone say little on a machine that others use.
 */
import "../../local/answer-help.ts";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ApiClient, type Person } from "../../tests/support/api-client.ts";
import { startLocalStack } from "../../tests/support/local-stack.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "40" } } });
const ROUNDS = Number(values.rounds);
const SIGN_INS = 10;
const PEOPLE = 25;
const BUDGET = 1.05;

const PARAMETERS = { answerMilliseconds: "1", mailsPerHour: "1000000", signInAttemptsPer15Min: "1000000" };

/** Linux counts processor time in hundredths of a second (proc(5), fields 14 and 15). */
const TICK_MS = 10;

const stack = await startLocalStack({
  arguments: Object.entries(PARAMETERS).flatMap(([name, value]) => ["--param", `${name}=${value}`]),
});
const api = new ApiClient(stack);

/** Milliseconds that all threads of the stack have run. */
function processorTime(): number {
  const stat = readFileSync(`/proc/${stack.process.pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function switchTo(recording: boolean): Promise<void> {
  const answer = await fetch(`${stack.cloudUrl}/_local/traces`, {
    method: "PATCH",
    body: JSON.stringify({ recording }),
  });
  if (!answer.ok) throw new Error(`the recorder was not switched: ${answer.status}`);
}

async function signIn(person: Person | undefined): Promise<number> {
  const start = performance.now();
  const { status, text } = await api.post("/v1/auth/sign-in", person);
  if (status !== 200) throw new Error(`a sign-in was answered ${status}: ${text}`);
  return performance.now() - start;
}

const sides = {
  on: { recording: true, times: [] as number[], processor: 0 },
  off: { recording: false, times: [] as number[], processor: 0 },
};

async function runRound(side: (typeof sides)["on"], people: readonly Person[]): Promise<void> {
  await switchTo(side.recording);
  const before = processorTime();
  for (let turn = 0; turn < SIGN_INS; turn += 1) side.times.push(await signIn(people[turn % PEOPLE]));
  side.processor += processorTime() - before;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;

try {
  const people: Person[] = [];
  while (people.length < PEOPLE) people.push(await api.register());
  const { on, off } = sides;
  for (const side of [on, off, on, off]) await runRound(side, people);
  for (const side of [on, off]) Object.assign(side, { times: [], processor: 0 });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const side of round % 2 === 0 ? [on, off] : [off, on]) await runRound(side, people);
  console.log("| recorder | median | processor time |\n|---|---|---|");
  for (const [name, { times, processor }] of Object.entries(sides))
    console.log(`| ${name} | ${median(times).toFixed(1)} ms | ${(processor / times.length).toFixed(1)} ms |`);
  const [byProcessor, byTime] = [on.processor / off.processor, median(on.times) / median(off.times)];
  console.log(
    `\nwith the recorder: ${percent(byProcessor)} more processor time, ${percent(byTime)} more time`,
  );
  if (!(byProcessor <= BUDGET)) process.exitCode = 1;
} finally {
  await stack.stop();
}
