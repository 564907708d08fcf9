/**
 * `npm run bench:start`: how long `npm start` takes from the command to its ready line, and what it holds in memory once it
 * idles; fails (exit code 1) over budget. `--starts NUMBER` for other than five. Linux only, for the memory is read from /proc.
 */
import "../../local/answer-help.ts";
import { parseArgs } from "node:util";
import { startLocalStack } from "../../tests/support/local-stack.ts";
import { residentMebibytes } from "../process-figures.ts";

/** Milliseconds, and MiB. */
const BUDGET = { ready: 4000, resident: 200 };

const IDLE_MS = 20_000;

if (process.platform !== "linux")
  throw new Error("bench:start reads memory from /proc, which Linux alone has");

const { values } = parseArgs({ options: { starts: { type: "string", default: "5" } } });

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const figures: { readonly ready: number; readonly resident: number }[] = [];
for (let starts = Number(values.starts); starts > 0; starts -= 1) {
  const begun = performance.now();
  const stack = await startLocalStack();
  const ready = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  figures.push({ ready, resident: residentMebibytes(stack.process.pid ?? 0) });
  await stack.stop();
}

const ready = median(figures.map((figure) => figure.ready));
const resident = median(figures.map((figure) => figure.resident));
console.table([
  { what: "start to ready, ms", median: Math.round(ready), budget: BUDGET.ready },
  { what: `resident, idle ${IDLE_MS / 1000} s, MiB`, median: Math.round(resident), budget: BUDGET.resident },
]);
if (ready > BUDGET.ready || resident > BUDGET.resident) process.exitCode = 1;
