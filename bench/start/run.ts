/**
 * `npm run bench:start`: measures how long `npm start` takes from the command to its ready line, compared with a minimal service
 * of the same framework (`bare/`) in the same run, and its memory when idle; fails (exit code 1) over budget. Linux only, because
 * it reads CPU time and memory from /proc.
 *
 *     --rounds NUMBER   starts of each, alternating; 5 by default
 */
import "../../local/answer-help.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../tests/support/stacks/local-stack.ts";
import { cpuMilliseconds, residentMebibytes } from "../process-figures.ts";

/** `npm start` against the bare service, and MiB. */
const BUDGET = { ratio: 1.3, resident: 200 };

const IDLE_MS = 20_000;

const root = join(import.meta.dirname, "../..");

interface Program {
  readonly folder: string;
  readonly words: readonly string[];
  /** The line that says that it is ready. */
  readonly ready: RegExp;
  readonly environment: Readonly<Record<string, string>>;
}

interface Start {
  /** From the command to the line. */
  readonly wallMs: number;
  /** Of the process and the children that it has waited for, until then. */
  readonly cpuMs: number;
  readonly residentMib: number;
}

const bare = async (): Promise<Program> => ({
  folder: join(import.meta.dirname, "bare"),
  words: [
    join(root, "node_modules/serverless/bin/serverless.js"),
    "offline",
    ...["--httpPort", String(await freePort()), "--lambdaPort", String(await freePort())],
  ],
  ready: /^Server ready: /m,
  environment: {},
});

const own = async (stateDirectory: string, ...words: readonly string[]): Promise<Program> => ({
  folder: root,
  words: [join(root, "local/start.ts"), ...words],
  ready: /^ready {2}api /m,
  environment: {
    API_PORT: String(await freePort()),
    LAMBDA_PORT: String(await freePort()),
    CLOUD_PORT: String(await freePort()),
    CONSOLE_PORT: String(await freePort()),
    LOCAL_STATE: stateDirectory,
  },
});

async function measure({ folder, words, ready, environment }: Program, idleMs = 0): Promise<Start> {
  const begun = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    await untilSaid(child, ready);
    const pid = child.pid ?? 0;
    const figures = {
      wallMs: performance.now() - begun,
      cpuMs: cpuMilliseconds(pid, { withChildren: true }),
    };
    if (idleMs > 0) await new Promise((resume) => setTimeout(resume, idleMs));
    return { ...figures, residentMib: residentMebibytes(pid) };
  } finally {
    const ended = child.exitCode === null ? once(child, "exit") : null;
    child.kill("SIGTERM");
    await ended;
  }
}

/** @throws Error with the program's output if it ends before */
function untilSaid(child: ChildProcess, line: RegExp): Promise<void> {
  return new Promise((said, failed) => {
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        if (line.test(printed)) said();
      });
    }
    child.once("exit", () => failed(new Error(`it ended before it was ready:\n${printed}`)));
  });
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const mediansOf = (starts: readonly Start[]) => ({
  wallMs: Math.round(median(starts.map(({ wallMs }) => wallMs))),
  cpuMs: Math.round(median(starts.map(({ cpuMs }) => cpuMs))),
});

if (process.platform !== "linux") throw new Error("bench:start reads /proc, which exists only on Linux");

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const stateDirectory = mkdtempSync(join(tmpdir(), "bench-start-"));
const results = { bare: [] as Start[], again: [] as Start[], fresh: [] as Start[] };
try {
  // Like an install and the first start after it.
  await measure(await own(stateDirectory));
  await measure(await bare());
  for (let round = 0; round < Number(values.rounds); round += 1) {
    results.bare.push(await measure(await bare()));
    results.again.push(await measure(await own(stateDirectory)));
    const empty = mkdtempSync(join(tmpdir(), "bench-start-"));
    results.fresh.push(await measure(await own(empty)));
    rmSync(empty, { recursive: true });
  }
  const { residentMib } = await measure(await own(stateDirectory), IDLE_MS);

  const [ofBare, again, fresh] = [results.bare, results.again, results.fresh].map(mediansOf) as [
    ReturnType<typeof mediansOf>,
    ReturnType<typeof mediansOf>,
    ReturnType<typeof mediansOf>,
  ];
  const ratio = again.wallMs / ofBare.wallMs;
  const comparedWith = ({ wallMs, cpuMs }: typeof again) => ({
    "wall, ms": wallMs,
    "CPU, ms": cpuMs,
    "wall, times the bare service": Number((wallMs / ofBare.wallMs).toFixed(2)),
    "CPU, times": Number((cpuMs / ofBare.cpuMs).toFixed(2)),
  });
  console.table({
    "bare service, to ready": comparedWith(ofBare),
    "npm start, to ready": comparedWith(again),
    "npm start in an empty folder": comparedWith(fresh),
  });
  console.log(
    `npm start is ready within ${ratio.toFixed(2)} times a bare service's time (budget ${BUDGET.ratio})`,
  );
  console.log(
    `resident, idle for ${IDLE_MS / 1000} s: ${Math.round(residentMib)} MiB (budget ${BUDGET.resident})`,
  );
  if (ratio > BUDGET.ratio || residentMib > BUDGET.resident) process.exitCode = 1;
} finally {
  rmSync(stateDirectory, { recursive: true, force: true });
}
