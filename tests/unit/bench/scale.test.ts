import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { accountEventsCost, monthlyCost } from "../../../bench/scale/cost-model.ts";
import { type Activity, ASSUMPTIONS, activitiesOf } from "../../../bench/scale/load-model.ts";
import { simulateDay } from "../../../bench/scale/simulate-day.ts";
import { WRITES } from "../../../bench/scale/table-use.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const page = (name: string) => readFileSync(resolve(root, "docs", name), "utf8");

test("the pages quote exactly what `npm run bench:scale` prints", async () => {
  const { stdout } = await run(process.execPath, [resolve(root, "bench/scale/capacity.ts")]);
  const [capacity, variants, cost, ...others] = stdout.trim().split("\n\n");
  expect(others).toEqual([]);
  expect(page("scale.md")).toContain(`\n\n${capacity}\n\n`);
  expect(page("scale.md")).toContain(`\n\n${variants}\n\n`);
  expect(page("cost.md")).toContain(`\n\n${cost}\n\n`);
});

test("the page quotes the write units of each flow", () => {
  const quoted = [...page("scale.md").matchAll(/^\| [a-z][^|]* \| (\d+(?:, \d+)?) \|$/gm)].map(
    ([, units]) => units,
  );
  expect(quoted.join(", ")).toBe(Object.values(WRITES).join(", "));
});

/** An activity with one sign-in's authentication, a number of times per day. */
const signIns = (perDay: number): Activity[] => [
  { name: "sign-in", perDay, demand: { userAuthentication: 1 }, events: 0 },
];

function authentication(perDay: number, seed = 1) {
  const [first] = simulateDay(signIns(perDay), { seed });
  if (first === undefined) throw new Error("no figures");
  return first;
}

describe("the simulated day", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(authentication(100_000)).toEqual(authentication(100_000));
    expect(authentication(100_000, 2)).not.toEqual(authentication(100_000));
  });

  test("has the given mean, and a busiest second about three times as high", () => {
    const { mean, peak } = authentication(86_400 * 1000);
    expect(mean / 1000).toBeCloseTo(1, 2);
    expect(peak / 1000).toBeGreaterThan(3);
    expect(peak / 1000).toBeLessThan(3.3);
  });

  test("counts rare things, too", () => {
    expect(authentication(8640).mean * 86_400).toBeCloseTo(8640, -3);
  });

  test("reports the longest wait when requests exceed the limit", () => {
    expect(authentication(86_400 * 20)).toMatchObject({ secondsOver: 0, longestWait: 0 });
    // Above the limit of 120 in the middle of the day, below it on average: a queue that empties again.
    const { mean, secondsOver, longestWait } = authentication(86_400 * 60);
    expect(mean).toBeLessThan(120);
    expect(secondsOver).toBeGreaterThan(3600);
    expect(longestWait).toBeGreaterThan(60);
  });
});

test("twice the users cause twice the load", () => {
  const [once, twice] = [activitiesOf(1000), activitiesOf(2000)];
  expect(twice.map(({ perDay }) => perDay)).toEqual(once.map(({ perDay }) => perDay * 2));
});

test("the load of a confirmation and a sign-in on Cognito", () => {
  const demands = new Map(activitiesOf(1000).map(({ name, demand }) => [name, demand]));
  expect(demands.get("sign-up")).toMatchObject({
    userCreation: 2,
    userUpdate: 3,
    userAccountRecovery: 2,
    userRead: 1,
    userResourceRead: 2,
  });
  const only = { otpShare: 0, passkeyShare: 0, federatedShare: 0, mfaShare: 0 };
  const signInBy = (shares: Partial<typeof only>) =>
    activitiesOf(1000, { ...ASSUMPTIONS, ...only, ...shares })[0]?.demand;
  expect(signInBy({})).toMatchObject({ userRead: 0, challengeAnswers: 0, apiGateway: 1, tableWrites: 18 });
  expect(signInBy({ otpShare: 1 })).toMatchObject({ userRead: 3, challengeAnswers: 2, tableWrites: 34 });
  expect(signInBy({ passkeyShare: 1 })).toMatchObject({ userRead: 2, challengeAnswers: 1, tableWrites: 20 });
  expect(signInBy({ federatedShare: 1 })).toMatchObject({ userAuthentication: 0, apiGateway: 0 });
});

test("the bill of 100,000 users by hand", () => {
  const bill = new Map(monthlyCost(100_000).map(({ name, dollars }) => [name, dollars]));
  expect(bill.get("Cognito Essentials")).toBeCloseTo(90_000 * 0.015, 5);
  // 30,000 a day × 30 requests and 3 refreshes read two units each, a sign-up 2, a forgotten password 1.5; 30 days.
  const reads = (30_000 * 33 * 2 + (5000 / 30) * 2 + 90 * 1.5) * 30;
  expect(bill.get("DynamoDB, reads")).toBeCloseTo((reads * 0.125) / 1e6, 5);
  // Of 3,000 sign-ins a day 55 % take 18 units, 20 % by code 34, 10 % by passkey 20, 15 % federated 20, 10 % one more for a factor;
  // 90,000 refreshes 4, 166.7 sign-ups 9 and 20, 90 forgotten passwords 3 and 16; 30 days.
  const ofSignIn = 0.55 * 18 + 0.2 * 34 + 0.1 * 20 + 0.15 * 20 + 0.1;
  const writes = (3000 * ofSignIn + 90_000 * 4 + (5000 / 30) * 29 + 90 * 19) * 30;
  expect(bill.get("DynamoDB, writes")).toBeCloseTo((writes * 0.625) / 1e6, 5);
});

test("the account events of 100,000 users by hand", () => {
  const { because, dollars } = accountEventsCost(100_000);
  // Of 3,000 sign-ins a day 65 % add one entry (password, passkey), 35 % two (code, provider); 166.7 sign-ups three, 90 resets one.
  const events = (3000 * 1.35 + (5000 / 30) * 3 + 90) * 30;
  expect(because).toBe("139,000 events");
  // Pipe, bus, an invocation of 256 MB for 50 ms.
  const price = (0.4 + 1 + 0.2) / 1e6 + 0.25 * 0.05 * 0.0000133334;
  expect(dollars).toBeCloseTo(events * price, 5);
});
