import { expect, test } from "@jest/globals";
import { forEachConcurrently } from "../../../../scripts/users/for-each-concurrently.ts";

async function* numbers(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let number = 1; number <= count; number += 1) {
    taken.push(number);
    yield number;
  }
}

test("runs every item, and no more at once than allowed", async () => {
  const seen: number[] = [];
  let [running, most] = [0, 0];
  await forEachConcurrently(numbers(20), {
    limit: 3,
    run: async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      seen.push(item);
    },
  });
  expect(seen.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(most).toBe(3);
});

test("after a failure no item is started, running ones end, and the failure is thrown", async () => {
  const taken: number[] = [];
  const ended: number[] = [];
  const whole = forEachConcurrently(numbers(100, taken), {
    limit: 2,
    run: async (item) => {
      await new Promise(setImmediate);
      if (item === 3) throw new Error("three");
      ended.push(item);
    },
  });
  await expect(whole).rejects.toThrow("three");
  expect(taken.length).toBeLessThan(6);
  expect(ended).toEqual(taken.filter((item) => item !== 3));
});

test("an error of the source is thrown", async () => {
  async function* broken(): AsyncGenerator<number> {
    yield 1;
    throw new Error("the file is torn");
  }
  await expect(forEachConcurrently(broken(), { limit: 2, run: async () => {} })).rejects.toThrow("torn");
});
