import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSystemClock } from "../../../local/clock.ts";
import type { FunctionOutcome } from "../../../local/lambda/function-environments.ts";
import type { LocalFunctions } from "../../../local/lambda/local-functions.ts";
import { startFunctions } from "../../support/stacks/local-functions.ts";
import { until } from "../../support/until.ts";

let functions: LocalFunctions | undefined;
const folders: string[] = [];

afterEach(async () => {
  await functions?.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const start = (...options: Parameters<typeof startFunctions>) => {
  functions = startFunctions(...options);
  return functions;
};

const call = (name: string, event: unknown = {}, signal?: AbortSignal) =>
  (functions as LocalFunctions).invoke(name, { event: JSON.stringify(event) }, signal);

const resultOf = (outcome: FunctionOutcome) => {
  if (outcome.kind !== "result") throw new Error(JSON.stringify(outcome));
  return JSON.parse(outcome.payload);
};

/** An invocation that runs until it is released. */
function held(name = "wait", signal?: AbortSignal) {
  const folder = mkdtempSync(join(tmpdir(), "held-"));
  folders.push(folder);
  const event = { running: join(folder, "running"), go: join(folder, "go") };
  return {
    outcome: call(name, event, signal),
    isRunning: () => existsSync(event.running),
    go: () => {
      // Written at once: a file that is still being written exists, but is empty.
      writeFileSync(`${event.go}.draft`, "gone on");
      renameSync(`${event.go}.draft`, event.go);
    },
  };
}

test("a function keeps its environment, and gets Lambda's variables and context", async () => {
  start({ settings: { timeoutMs: 30_000 } });
  const first = resultOf(await call("describe"));
  expect(first).toMatchObject({
    invocations: 1,
    env: { STAGE: "test" },
    context: {
      functionName: "describe",
      functionVersion: "$LATEST",
      memoryLimitInMB: "128",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:describe",
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    },
  });
  expect(first.remaining).toBeGreaterThan(0);
  expect(first.remaining).toBeLessThanOrEqual(30_000);
  expect(Object.keys(first.env)).toEqual(["STAGE"]);
  const second = resultOf(await call("describe"));
  expect(second.invocations).toBe(2);
  expect(second.context.awsRequestId).not.toBe(first.context.awsRequestId);
});

test("no more than two run at a time; the others wait and run in order", async () => {
  start();
  const calls = Array.from({ length: 5 }, () => held());
  const running = () => calls.flatMap(({ isRunning }, index) => (isRunning() ? [index] : []));
  await until(() => running().length === 2);
  expect(running()).toEqual([0, 1]);
  calls[1]?.go();
  await until(() => running().length === 3);
  expect(running()).toEqual([0, 1, 2]);
  for (const { go } of calls) go();
  const outcomes = await Promise.all(calls.map(({ outcome }) => outcome));
  expect(outcomes.map(resultOf)).toEqual(Array.from({ length: 5 }, () => "gone on"));
});

test("functions run independently: one may wait for another", async () => {
  start({ limits: { environments: 1 } });
  const waiting = held();
  await until(waiting.isRunning);
  expect(resultOf(await call("echo", { a: 1 }))).toEqual({ statusCode: 200, body: '{"a":1}' });
  waiting.go();
  await waiting.outcome;
});

test("the time limit starts when the handler is called: a slow start and the queue do not count", async () => {
  start({ limits: { environments: 1 }, settings: { timeoutMs: 1000 } });
  expect(resultOf(await call("slowStart"))).toBe("started");
  const [endless, queued] = await Promise.all([
    call("perhapsNever", { isEndless: true }),
    call("perhapsNever", { isEndless: false }),
  ]);
  expect(endless).toEqual({
    kind: "error",
    error: {
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(
        /^RequestId: [\da-f-]{36} Error: Task timed out after 1\.00 seconds$/,
      ),
      trace: [],
    },
    source: null,
  });
  expect(resultOf(queued)).toBe("done");
});

test("one that blocks its thread is stopped, and the next invocation gets a new environment", async () => {
  start({ limits: { environments: 1 }, settings: { timeoutMs: 500 } });
  expect(await call("spin")).toMatchObject({ kind: "error", error: { errorType: "Sandbox.Timedout" } });
  expect(await call("spin")).toMatchObject({ kind: "error", error: { errorType: "Sandbox.Timedout" } });
});

test("too many waiting invocations are throttled", async () => {
  start({ limits: { environments: 1, waiting: 2 } });
  const first = held();
  await until(first.isRunning);
  const waiting = [held(), held()];
  expect(await held().outcome).toEqual({ kind: "throttled" });
  for (const { go } of [first, ...waiting]) go();
  for (const { outcome } of [first, ...waiting]) expect(resultOf(await outcome)).toBe("gone on");
});

test("a waiting invocation that its caller cancels never runs", async () => {
  start({ limits: { environments: 1 } });
  const first = held();
  await until(first.isRunning);
  const given = new AbortController();
  const abandoned = held("wait", given.signal);
  const last = held();
  given.abort();
  expect(await abandoned.outcome).toEqual({ kind: "abandoned" });
  for (const { go } of [first, last]) go();
  expect(resultOf(await last.outcome)).toBe("gone on");
  expect(abandoned.isRunning()).toBe(false);
});

test.each([
  ["an error that is thrown", "fail", { errorType: "RangeError", errorMessage: "no" }],
  ["an error that escapes", "throwLater", { errorType: "TypeError", errorMessage: "nobody waits for this" }],
  ["an exit", "leave", { errorType: "Runtime.ExitError" }],
  ["a heap that is full", "hoard", { errorType: "Runtime.OutOfMemory" }],
  ["an answer that is not JSON", "unserializable", { errorType: "Runtime.JSONStringifyError" }],
  ["a bundle that does not start", "broken", { errorType: "SyntaxError" }],
  ["a missing handler", "missing", { errorType: "Runtime.HandlerNotFound" }],
])("%s ends only the invocation, and is reported", async (_, name, error) => {
  const reported: string[] = [];
  start({ onError: (function_, { error: { errorType } }) => reported.push(`${function_} ${errorType}`) });
  expect(await call(name, { message: "no" })).toMatchObject({ kind: "error", error });
  expect(await call(name, { message: "no" })).toMatchObject({ kind: "error", error });
  const line = `${name} ${error.errorType}`;
  expect(reported).toEqual([line, line]);
  expect(resultOf(await call("echo", 1))).toEqual({ statusCode: 200, body: "1" });
});

test("a bundle that does not start is tried once for all waiting invocations, and again for later ones", async () => {
  const reported: string[] = [];
  start({ onError: (name) => reported.push(name) });
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => call("breaksAnew")));
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(await call("breaksAnew")).not.toEqual(outcomes[0]);
});

test("no result is null", async () => {
  start();
  expect(resultOf(await call("nothing"))).toBeNull();
});

test("after a build new invocations get new environments, and running ones finish", async () => {
  start({ limits: { environments: 1 } });
  expect(resultOf(await call("describe")).invocations).toBe(1);
  const running = held();
  await until(running.isRunning);
  functions?.renew();
  expect(resultOf(await call("describe")).invocations).toBe(1);
  running.go();
  expect(resultOf(await running.outcome)).toBe("gone on");
});

test("an unused environment is stopped", async () => {
  start({ limits: { idleMs: 1 } });
  expect(resultOf(await call("describe")).invocations).toBe(1);
  const counts = [];
  while (counts.at(-1) !== 1) {
    const idleSince = performance.now();
    await until(() => performance.now() - idleSince > 2);
    counts.push(resultOf(await call("describe")).invocations);
  }
  expect(counts.at(-1)).toBe(1);
});

test("closing answers waiting invocations and stops everything", async () => {
  const all = start({ limits: { environments: 1 } });
  const running = held();
  await until(running.isRunning);
  const waiting = held();
  await all.close();
  expect(await waiting.outcome).toEqual({ kind: "abandoned" });
  expect(await running.outcome).toMatchObject({ kind: "error" });
});

describe("the local cloud's clock", () => {
  /** By how many milliseconds all of a function's clocks are ahead of the machine's, at least and at most. */
  async function ahead() {
    const before = Date.now();
    const { dates, text, now, origin, temporal, ...rest } = resultOf(await call("tellTime"));
    const readings = [...dates, now, origin, ...(temporal === null ? [] : [temporal])];
    return {
      ...rest,
      least: Math.min(...readings) - Date.now(),
      most: Math.max(...readings) - before,
      textIsAhead: Date.parse(text) - before,
    };
  }

  const DAY = 86_400_000;

  test("is what a function reads, and its time limit does not change", async () => {
    const clock = createSystemClock();
    start({ settings: { clock: clock.cell, timeoutMs: 30_000 } });
    const still = await ahead();
    expect(still.least).toBeLessThanOrEqual(0);
    expect(still.most).toBeGreaterThanOrEqual(0);

    clock.advance(800 * DAY);
    const moved = await ahead();
    expect(moved.least).toBeLessThanOrEqual(800 * DAY);
    expect(moved.least).toBeGreaterThan(799 * DAY);
    expect(moved.most).toBeGreaterThanOrEqual(800 * DAY - 1);
    expect(moved.most).toBeLessThan(801 * DAY);
    expect(moved.textIsAhead).toBeGreaterThan(799 * DAY);
    const year = String(new Date(clock.now()).getUTCFullYear());
    expect([moved.year, moved.yearPart, moved.originAsJson]).toEqual([year, year, true]);
    expect(moved.remaining).toBeGreaterThan(0);
    expect(moved.remaining).toBeLessThanOrEqual(30_000);

    clock.reset();
    expect((await ahead()).most).toBeLessThan(DAY);
  });

  test("is read again while a function runs", async () => {
    const clock = createSystemClock();
    start({ settings: { clock: clock.cell } });
    const running = held("timeSpent");
    await until(running.isRunning);
    clock.advance(DAY);
    running.go();
    expect(resultOf(await running.outcome)).toBeGreaterThanOrEqual(DAY);
  });

  test("changes nothing else about dates", async () => {
    start({ settings: { clock: createSystemClock().cell } });
    const habits = resultOf(await call("dateHabits"));
    expect(habits.given).toBe(habits.asMachine);
    expect(habits).toMatchObject({
      isInvalid: true,
      epoch: "1970",
      instances: [true, true, true],
      constructors: true,
      statics: ["Date", 7, 86_400_000],
      seconds: 5,
      keys: [],
    });
  });

  test("reports when it was set back, and only then", () => {
    const clock = createSystemClock();
    let times = 0;
    clock.onWentBack(() => {
      times += 1;
    });
    clock.advance(DAY);
    expect(times).toBe(0);
    clock.reset();
    expect([times, clock.offset()]).toEqual([1, 0]);
    clock.reset();
    expect(times).toBe(1);
  });
});
