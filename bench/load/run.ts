/**
 * `npm run bench:load`: the local stack with several clients. It starts its own stack, on free ports, with its own state folder:
 *
 * 1. a hundred concurrent requests to functions that have not started yet;
 * 2. four clients that read the profile, list files and refresh their tokens, one request after another, for three minutes.
 *
 * Prints times, statuses and the memory of the whole process, and fails (exit code 1) above the limits. Linux only, because it
 * reads the memory from /proc. `--seconds 30` makes the second part shorter.
 */
import "../../local/answer-help.ts";
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import { freePort, type LocalStack, startLocalStack } from "../../tests/support/stacks/local-stack.ts";
import { cpuMilliseconds, residentMebibytes } from "../process-figures.ts";
import { slopePerMinute } from "./slope-per-minute.ts";

/** Limits in milliseconds, MiB, and MiB per minute after everything has started: two environments that start and stop are 50 MiB. */
const MARKS = { burst: 3000, resident: 600, growth: 30 };

const SAMPLE_MS = 500;
const MAX_TROUBLE = 10;
const CLIENTS = 4;
/** One user for each sign-in of the burst: concurrent attempts with one name are throttled. */
const PEOPLE = 20;
/** Share of the second part after which memory must not grow. */
const SETTLED = 1 / 3;

if (process.platform !== "linux") {
  throw new Error("bench:load reads memory from /proc, which exists only on Linux");
}

const { values } = parseArgs({ options: { seconds: { type: "string", default: "180" } } });
const seconds = Number(values.seconds);

interface Person {
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface Sample {
  readonly ms: number;
  readonly mebibytes: number;
}

type Statuses = Map<number, number>;

const json = { "content-type": "application/json" };

async function ask(url: string, statuses: Statuses, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, init);
  const body = await response.text();
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  return body === "" ? null : JSON.parse(body);
}

const post = (body: object): RequestInit => ({ method: "POST", headers: json, body: JSON.stringify(body) });
const bearer = (accessToken: string): RequestInit => ({
  headers: { authorization: `Bearer ${accessToken}` },
});

/** Creates users in a stack that is then stopped: the next one with the same state has them, and none of its functions has started. */
async function preparePeople(stack: LocalStack): Promise<readonly Person[]> {
  const api = new ApiClient(stack);
  const people: Person[] = [];
  while (people.length < PEOPLE) {
    const { email, password } = await api.register();
    const { accessToken, refreshToken } = await api.signIn({ email, password });
    people.push({ email, password, accessToken, refreshToken });
  }
  return people;
}

/** Samples a process's memory while the work runs. */
async function watched(pid: number, work: () => Promise<unknown>): Promise<readonly Sample[]> {
  const start = performance.now();
  const samples: Sample[] = [];
  const look = () => samples.push({ ms: performance.now() - start, mebibytes: residentMebibytes(pid) });
  const timer = setInterval(look, SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  look();
  return samples;
}

/** Of a hundred: 40 profiles, 30 lists of files, 20 sign-ins and 10 requests without a user. */
function burst(apiUrl: string, people: readonly Person[], statuses: Statuses): readonly Promise<unknown>[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const [person, other] = people.slice(tenth * 2) as [Person, Person];
    const { accessToken } = person;
    const ofEach = [
      ...Array.from({ length: 4 }, () => ["/v1/me", bearer(accessToken)] as const),
      ...Array.from({ length: 3 }, () => ["/v1/files", bearer(accessToken)] as const),
      ...[person, other].map(
        ({ email, password }) => ["/v1/auth/sign-in", post({ email, password })] as const,
      ),
      ["/v1/health", {}] as const,
    ];
    return ofEach.map(([path, init]) => ask(apiUrl + path, statuses, init));
  }).flat();
}

/** One client: profile, files, refresh, in a loop. */
async function steady(apiUrl: string, person: Person, until: number, statuses: Statuses): Promise<void> {
  let { accessToken, refreshToken } = person;
  while (performance.now() < until) {
    await ask(`${apiUrl}/v1/me`, statuses, bearer(accessToken));
    await ask(`${apiUrl}/v1/files`, statuses, bearer(accessToken));
    const refreshed = (await ask(`${apiUrl}/v1/auth/refresh`, statuses, post({ refreshToken }))) as {
      readonly tokens: { readonly accessToken: string; readonly refreshToken: string };
    };
    ({ accessToken, refreshToken } = refreshed.tokens);
  }
}

const peak = (samples: readonly Sample[]): number => Math.max(...samples.map(({ mebibytes }) => mebibytes));

const told = (statuses: Statuses): string =>
  [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");

const hasFailures = (statuses: Statuses): boolean => [...statuses.keys()].some((status) => status >= 400);

// Tokens name the port of their issuer, so both stacks have the same.
const cloudPort = await freePort();
const first = await startLocalStack({ cloudPort });
const people = await preparePeople(first);
await first.interrupt();
const stack = await startLocalStack({ cloudPort, stateDirectory: first.stateDirectory });
try {
  const pid = stack.process.pid ?? 0;
  const burstStatuses: Statuses = new Map();
  const before = residentMebibytes(pid);
  const cpuBefore = cpuMilliseconds(pid);
  const began = performance.now();
  const burstSamples = await watched(pid, () => Promise.all(burst(stack.apiUrl, people, burstStatuses)));
  const burstMs = performance.now() - began;
  const burstCpuMs = cpuMilliseconds(pid) - cpuBefore;

  const steadyStatuses: Statuses = new Map();
  const until = performance.now() + seconds * 1000;
  const steadySamples = await watched(pid, () =>
    Promise.all(
      people.slice(0, CLIENTS).map((person) => steady(stack.apiUrl, person, until, steadyStatuses)),
    ),
  );
  const growth = slopePerMinute(steadySamples.filter(({ ms }) => ms >= seconds * 1000 * SETTLED));

  console.log(
    `${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}`,
  );
  console.table([
    { what: "before the first request, MiB", figure: Math.round(before), mark: "" },
    { what: "100 concurrent first requests, ms", figure: Math.round(burstMs), mark: MARKS.burst },
    { what: "… CPU time of all threads, ms", figure: Math.round(burstCpuMs), mark: "" },
    { what: "… most memory, MiB", figure: Math.round(peak(burstSamples)), mark: MARKS.resident },
    { what: "… answers", figure: told(burstStatuses), mark: "none from 400" },
    {
      what: `${CLIENTS} clients for ${seconds} s: most memory, MiB`,
      figure: Math.round(peak(steadySamples)),
      mark: MARKS.resident,
    },
    { what: "… growth in the last two thirds, MiB a minute", figure: growth.toFixed(1), mark: MARKS.growth },
    { what: "… answers", figure: told(steadyStatuses), mark: "none from 400" },
  ]);
  // The stack's own errors; functions log their requests as JSON.
  const trouble = stack
    .output()
    .split("\n")
    .filter((line) => line.startsWith("local: "));
  for (const line of trouble.slice(0, MAX_TROUBLE)) console.log(line);
  const every = Math.max(1, Math.floor(steadySamples.length / 12));
  console.log(
    steadySamples
      .filter((_, index) => index % every === 0)
      .map(({ ms, mebibytes }) => `${Math.round(ms / 1000)} s ${Math.round(mebibytes)} MiB`)
      .join("  "),
  );
  const isOver =
    burstMs > MARKS.burst ||
    Math.max(peak(burstSamples), peak(steadySamples)) > MARKS.resident ||
    growth > MARKS.growth ||
    hasFailures(burstStatuses) ||
    hasFailures(steadyStatuses);
  if (isOver) process.exitCode = 1;
} finally {
  await stack.stop();
}
