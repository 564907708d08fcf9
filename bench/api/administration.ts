/**
 * Checks that administration is as fast with 100,000 users as with 100, through the whole local stack.
 *
 *     npm run bench:admin
 *
 * Sends the same requests to two stacks, alternately; times are medians. Exits with 1 if a page of a search takes more than twice
 * as long with many users as with few.
 */
import "../../local/answer-help.ts";
import { rmSync } from "node:fs";
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import type { LocalStack } from "../../tests/support/stacks/local-stack.ts";
import { newStaff } from "../../tests/support/worlds/staff.ts";
import { startStackWithUsers } from "./stack-with-users.ts";

const FEW = 100;
const MANY = 100_000;
const ROUNDS = 40;
const MAX_GROWTH = 2;
const MAX_OVERVIEWS = 200;

interface Populated {
  readonly users: number;
  readonly stack: LocalStack;
  readonly api: ApiClient;
  readonly token: string;
  /** A cursor from the middle of the pool. */
  readonly middle: string;
}

async function cursorInTheMiddle(api: ApiClient, token: string, users: number): Promise<string> {
  let cursor = "";
  for (let seen = 0; seen < users / 2; seen += 60) {
    const path = `/v1/admin/users?limit=60${cursor === "" ? "" : `&cursor=${cursor}`}`;
    cursor = String((await api.get(path, { token })).body.cursor);
  }
  return cursor;
}

async function startPopulated(users: number): Promise<Populated> {
  const stack = await startStackWithUsers(users);
  const api = new ApiClient(stack);
  const { token } = await newStaff(api);
  return { users, stack, api, token, middle: await cursorInTheMiddle(api, token, users) };
}

const REQUESTS: Readonly<Record<string, (pool: Populated) => string>> = {
  "first page of 60": () => "/v1/admin/users?limit=60",
  "a page in the middle": ({ middle }) => `/v1/admin/users?limit=60&cursor=${middle}`,
  "by beginning of address": () => "/v1/admin/users?limit=60&email=user-1",
  "by group": () => "/v1/admin/users?limit=60&group=users",
  "by status and group": () => "/v1/admin/users?limit=60&status=CONFIRMED&group=users",
  "unknown address": () => "/v1/admin/users?limit=60&email=unknown",
};

async function timed({ api, token }: Populated, path: string): Promise<number> {
  const start = performance.now();
  const { status } = await api.get(path, { token });
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - start;
}

const median = (times: readonly number[]) =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

/** The number of requests for a complete count, and the time of the longest one. */
async function countWhole({ api, token }: Populated) {
  let longest = 0;
  for (let requests = 1; requests <= MAX_OVERVIEWS; requests += 1) {
    const start = performance.now();
    const { body } = await api.get("/v1/admin/overview", { token });
    longest = Math.max(longest, performance.now() - start);
    if (body.isCounting === false) return { requests, longest };
  }
  throw new Error(`no complete count within ${MAX_OVERVIEWS} requests`);
}

const row = (cells: readonly string[]) => console.log(`| ${cells.join(" | ")} |`);

const pools: Populated[] = [];
try {
  for (const users of [FEW, MANY]) pools.push(await startPopulated(users));
  row(["request", ...pools.map(({ users }) => `${users.toLocaleString("en")} users`), "many : few"]);
  row(["---", "---", "---", "---"]);
  for (const [name, pathOf] of Object.entries(REQUESTS)) {
    const times = pools.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, pool] of pools.entries()) times[index]?.push(await timed(pool, pathOf(pool)));
    }
    const [few = Number.NaN, many = Number.NaN] = times.map(median);
    row([name, `${few.toFixed(1)} ms`, `${many.toFixed(1)} ms`, (many / few).toFixed(2)]);
    if (many / few > MAX_GROWTH) {
      console.error(`over budget: ${name} takes more than ${MAX_GROWTH} times as long with many users`);
      process.exitCode = 1;
    }
  }
  for (const pool of pools) {
    const { requests, longest } = await countWhole(pool);
    console.log(
      `overview, ${pool.users.toLocaleString("en")} users: counted completely with ${requests} requests, the longest ${(longest / 1000).toFixed(1)} s`,
    );
  }
} finally {
  for (const { stack } of pools) {
    await stack.stop();
    rmSync(stack.stateDirectory, { recursive: true, force: true });
  }
}
