/**
 * Measures what the flight recorder costs a sign-in.
 *
 *     npm run bench:recorder -- [--pairs 60]
 *
 * Starts one stack and signs in by password through the API, in alternating rounds with and without the recorder, so that other
 * load and the compiler affect both. Answers are not delayed. Prints wall time and CPU time of all threads, each as the lower
 * quartile of the rounds, since other load only adds time. Fails (exit 1) if the recorder takes more than 5 % of the CPU time.
 * Needs Linux's /proc.
 */
import "../../local/answer-help.ts";
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ApiClient, type Person } from "../../tests/support/clients/api-client.ts";
import { startLocalStack } from "../../tests/support/stacks/local-stack.ts";

const { values } = parseArgs({ options: { pairs: { type: "string", default: "60" } } });
const PAIRS = Number(values.pairs);
/** Per round. */
const SIGN_INS = 8;
const WARM_UP = 10;
const BUDGET = 1.05;

const PARAMETERS = { answerMilliseconds: "1", mailsPerHour: "1000000", signInAttemptsPer15Min: "1000000" };

const stack = await startLocalStack({
  arguments: Object.entries(PARAMETERS).flatMap(([name, value]) => ["--param", `${name}=${value}`]),
});
const api = new ApiClient(stack);

/** CPU time of a thread, in milliseconds: the first figure of `schedstat` (proc(5)), in nanoseconds. */
function threadTime(path: string): number {
  try {
    return Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return 0; // it has ended just now
  }
}

/** CPU time of all threads of the stack, in milliseconds. */
function processorTime(): number {
  const folder = `/proc/${stack.process.pid}/task`;
  return readdirSync(folder).reduce((sum, thread) => sum + threadTime(`${folder}/${thread}/schedstat`), 0);
}

async function switchTo(recording: boolean): Promise<void> {
  const answer = await fetch(`${stack.cloudUrl}/_local/traces`, {
    method: "PATCH",
    body: JSON.stringify({ recording }),
  });
  if (!answer.ok) throw new Error(`the recorder was not switched: ${answer.status}`);
}

async function signIn(person: Person): Promise<number> {
  const start = performance.now();
  const { status, text } = await api.post("/v1/auth/sign-in", person);
  if (status !== 200) throw new Error(`a sign-in was answered ${status}: ${text}`);
  return performance.now() - start;
}

/** Milliseconds for each sign-in. */
interface Round {
  readonly time: number;
  readonly processor: number;
}

async function runRound(recording: boolean, people: readonly Person[]): Promise<Round> {
  await switchTo(recording);
  const before = processorTime();
  const times: number[] = [];
  for (const person of people) times.push(await signIn(person));
  return { time: quantile(times, 0.5), processor: (processorTime() - before) / people.length };
}

function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length * share)] ?? Number.NaN;
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;

try {
  const people: Person[] = [];
  while (people.length < SIGN_INS) people.push(await api.register());
  for (let round = 0; round < WARM_UP; round += 1) await runRound(round % 2 === 0, people);
  const pairs: { readonly on: Round; readonly off: Round }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const isOnFirst = pair % 2 === 0;
    const first = await runRound(isOnFirst, people);
    const second = await runRound(!isOnFirst, people);
    pairs.push(isOnFirst ? { on: first, off: second } : { on: second, off: first });
  }
  console.log("| recorder | time | processor time |\n|---|---|---|");
  const figureOf = (side: "on" | "off", figure: keyof Round) =>
    quantile(
      pairs.map((pair) => pair[side][figure]),
      0.25,
    );
  for (const side of ["on", "off"] as const) {
    console.log(
      `| ${side} | ${figureOf(side, "time").toFixed(1)} ms | ${figureOf(side, "processor").toFixed(1)} ms |`,
    );
  }
  const ratioOf = (figure: keyof Round) => figureOf("on", figure) / figureOf("off", figure);
  const [byProcessor, byTime] = [ratioOf("processor"), ratioOf("time")];
  console.log(
    `\nwith the recorder: ${percent(byProcessor)} more processor time, ${percent(byTime)} more time`,
  );
  if (!(byProcessor <= BUDGET)) process.exitCode = 1;
} finally {
  await stack.stop();
}
