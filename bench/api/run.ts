/**
 * Measures the API's response times through the whole local stack, and the overhead of the middleware without I/O.
 *
 *     npm run bench:api
 *
 * Requests are sent one by one and eight at a time, on loopback, to a stack started for this. Absolute times depend on the
 * machine, so `GET /v1/health`, which does nothing, is measured, too. The handler's overhead is measured in process, on routes
 * that do nothing; a median above the budget of 0.3 ms fails the run (exit 1).
 */
import "../../local/answer-help.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { route } from "../../libs/http/route.ts";
import { FileCreateRequest } from "../../libs/schemas/files.ts";
import { Health } from "../../libs/schemas/health.ts";
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import { startLocalStack } from "../../tests/support/stacks/local-stack.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../tests/support/worlds/http-event.ts";

const REQUESTS = 200;
/** For each caller. */
const WARM_UP = 15;
const PARALLEL = 8;
const OVERHEAD_RUNS = 5_000;
const OVERHEAD_BUDGET_MS = 0.3;

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const milliseconds = (value: number) => `${value.toFixed(value < 1 ? 3 : 2)} ms`;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Sends a number of requests with a number of concurrent callers. @returns the time of each, in milliseconds */
async function repeat(requests: number, callers: number, run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let left = requests;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      times.push(await timed(run));
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return times;
}

async function measure(name: string, callers: number, run: () => Promise<unknown>): Promise<void> {
  // As on AWS, each concurrent caller needs its own environment, which must start first.
  await repeat(WARM_UP * callers, callers, run);
  const start = performance.now();
  const times = await repeat(REQUESTS, callers, run);
  const seconds = (performance.now() - start) / 1000;
  times.sort((one, other) => one - other);
  console.log(
    `| ${name} | ${callers} | ${(REQUESTS / seconds).toFixed(0)} | ${milliseconds(at(times, 0.5))} | ${milliseconds(at(times, 0.99))} |`,
  );
}

async function measureStack(): Promise<void> {
  const stack = await startLocalStack();
  try {
    const api = new ApiClient(stack);
    const person = await api.register();
    const { accessToken: token } = await api.signIn(person);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    // Many users sign in, not one: attempts with one name are throttled.
    const people = [person];
    while (people.length < (REQUESTS + WARM_UP) / 4) people.push(await api.register());
    let turn = 0;
    const send = async (path: string, init?: RequestInit) => {
      const response = await fetch(stack.apiUrl + path, init);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    };
    const signIn = () => {
      turn += 1;
      const { email, password } = people[turn % people.length] ?? person;
      return send("/v1/auth/sign-in", { method: "POST", headers, body: JSON.stringify({ email, password }) });
    };
    console.log("| route | at a time | requests per second | p50 | p99 |\n|---|---|---|---|---|");
    for (const callers of [1, PARALLEL]) {
      await measure("GET /v1/health", callers, () => send("/v1/health"));
      await measure("GET /v1/me", callers, () => send("/v1/me", { headers }));
      await measure("POST /v1/auth/sign-in", callers, signIn);
    }
  } finally {
    await stack.stop();
  }
}

/** Both do nothing; the second one goes through everything that a route may require: token, session, JSON, validation. */
const ROUTES = {
  "GET, public": route({
    operation: "look",
    summary: "Does nothing",
    method: "GET",
    path: "/v1/nothing",
    response: Health,
    run: () => ({ status: "ok" as const, stage: "bench" }),
  }),
  "POST, with token and body": route({
    operation: "send",
    summary: "Does nothing",
    method: "POST",
    path: "/v1/nothing",
    scope: "api/files",
    body: FileCreateRequest,
    response: Health,
    run: () => ({ status: "ok" as const, stage: "bench" }),
  }),
};

const EVENTS = {
  "GET, public": () => httpEvent({ method: "GET", path: "/v1/nothing" }),
  "POST, with token and body": () =>
    httpEvent({
      method: "POST",
      path: "/v1/nothing",
      claims: accessTokenClaims(),
      body: { name: "photo.jpg", contentType: "image/jpeg", size: 48_213 },
    }),
};

/** @returns the largest median of the routes' requests, in milliseconds */
async function measureOverhead(): Promise<number> {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const handler = httpModule(Object.values(ROUTES), { guard: async () => {}, log: silent });
  const medians: number[] = [];
  console.log("| handler without I/O | p50 | p99 |\n|---|---|---|");
  for (const [name, event] of Object.entries(EVENTS)) {
    const { statusCode } = await handler(event(), lambdaContext());
    if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}`);
    const times: number[] = [];
    for (let count = 0; count < OVERHEAD_RUNS; count += 1) {
      const request = event();
      times.push(await timed(() => handler(request, lambdaContext())));
    }
    times.sort((one, other) => one - other);
    medians.push(at(times, 0.5));
    console.log(`| ${name} | ${milliseconds(at(times, 0.5))} | ${milliseconds(at(times, 0.99))} |`);
  }
  console.log(`Budget: ${milliseconds(OVERHEAD_BUDGET_MS)} at the median.\n`);
  return Math.max(...medians);
}

const overhead = await measureOverhead();
await measureStack();
if (overhead > OVERHEAD_BUDGET_MS) {
  console.error("The handler's overhead exceeds its budget.");
  process.exitCode = 1;
}
