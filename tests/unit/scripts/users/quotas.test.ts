import { expect, test } from "@jest/globals";
import { createQuotas } from "../../../../scripts/users/quotas.ts";

/** Time that advances only by waiting. */
function fakePace() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

test("calls are spaced evenly, at the requested share of the quota", async () => {
  const pace = fakePace();
  const quotas = createQuotas({ share: 0.5, pace });
  const starts: number[] = [];
  for (let call = 0; call < 4; call += 1) {
    await quotas.take("UserCreation");
    starts.push(pace.now());
  }
  expect(starts).toEqual([0, 40, 80, 120]); // 25 a second
});

test("categories do not wait for each other", async () => {
  const pace = fakePace();
  const quotas = createQuotas({ share: 1, pace });
  await quotas.take("UserCreation");
  await quotas.take("UserList");
  expect(pace.now()).toBe(0);
});

test("a pause allows no burst", async () => {
  const pace = fakePace();
  const quotas = createQuotas({ share: 1, pace });
  await quotas.take("UserCreation");
  await pace.sleep(10_000);
  await quotas.take("UserCreation");
  await quotas.take("UserCreation");
  expect(pace.now()).toBe(10_020);
});

test("concurrent calls run one after the other", async () => {
  const waits: number[] = [];
  const pace = { now: () => 0, sleep: async (milliseconds: number) => waits.push(milliseconds) };
  const quotas = createQuotas({ share: 1, pace });
  await Promise.all(Array.from({ length: 4 }, () => quotas.take("UserCreation")));
  expect(waits).toEqual([20, 40, 60]);
});

test("an endless share never waits", async () => {
  const pace = fakePace();
  const quotas = createQuotas({ share: Number.POSITIVE_INFINITY, pace });
  for (let call = 0; call < 100; call += 1) await quotas.take("UserUpdate");
  expect(pace.now()).toBe(0);
});
