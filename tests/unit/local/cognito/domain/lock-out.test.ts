import { describe, expect, test } from "@jest/globals";
import {
  type Attempts,
  attemptsThisHour,
  HOURLY_LIMIT,
  isLockedOut,
  oneMore,
  recentFailures,
} from "../../../../../local/cognito/domain/lock-out.ts";

const failures = (count: number): Attempts => ({ count, firstAt: 0, lastAt: 0 });

describe("a lock-out", () => {
  test.each([
    [4, 0],
    [5, 1],
    [6, 2],
    [9, 16],
    [14, 512],
    [15, 900],
    [16, 900],
    [2000, 900],
  ])("after %i failures lasts %i seconds", (count, seconds) => {
    expect(isLockedOut(failures(count), seconds * 1000)).toBe(false);
    expect(isLockedOut(failures(count), seconds * 1000 - 1)).toBe(seconds > 0);
  });

  test("ends after fifteen minutes without attempts, and so does the count", () => {
    const quiet = 15 * 60 * 1000;
    expect(recentFailures(failures(20), quiet - 1)).toEqual(failures(20));
    expect(recentFailures(failures(20), quiet)).toBeNull();
    expect(recentFailures(null, 0)).toBeNull();
    expect(isLockedOut(null, 0)).toBe(false);
  });
});

test("an hour begins with the first attempt, independent of later ones", () => {
  const hour = 60 * 60 * 1000;
  const attempts = oneMore(oneMore(null, 0), hour - 1);
  expect(attempts).toEqual({ count: 2, firstAt: 0, lastAt: hour - 1 });
  expect(attemptsThisHour(attempts, hour - 1)).toEqual(attempts);
  expect(attemptsThisHour(attempts, hour)).toBeNull();
  expect(attemptsThisHour(null, 0)).toBeNull();
});

/** "5 to 20, depending on the risk" (quotas.html). */
test("an hour has 5 wrong codes and 20 sent ones", () => {
  expect(HOURLY_LIMIT).toEqual({ check: 5, send: 20 });
});
