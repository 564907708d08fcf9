import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import {
  ATTEMPTS_WINDOW_MS,
  blockSignIn,
  endAttempts,
  takeAttempt,
} from "../../../libs/sign-in-attempts/sign-in-attempts.ts";
import { useActivityTable } from "../../support/activity-table.ts";

const NOON = Date.UTC(2026, 0, 15, 12);
const SECOND = 1000;
const free = 5;

const table = useActivityTable();

/** Of each test its own. */
let ada: string;
beforeEach(() => {
  ada = randomUUID();
});

const attempt = (now: number, username = ada) => takeAttempt(table, username, { free }, now);

async function isAllowed(now: number, username?: string): Promise<boolean> {
  return (await attempt(now, username)).isAllowed;
}

async function useUp(now: number): Promise<void> {
  for (let count = 0; count < free; count += 1) await attempt(now);
}

describe("attempts without success", () => {
  test("pass freely up to the limit, then wait 15, 30, 60 … seconds", async () => {
    const passed: number[] = [];
    for (let second = 0; second < 900; second += 5)
      if (await isAllowed(NOON + second * SECOND)) passed.push(second);
    expect(passed).toEqual([0, 5, 10, 15, 20, 25, 40, 70, 130, 250, 490]);
  });

  test("begin anew a quarter of an hour after the first", async () => {
    await useUp(NOON);
    await attempt(NOON);
    expect(await isAllowed(NOON + SECOND)).toBe(false);
    expect(await isAllowed(NOON + ATTEMPTS_WINDOW_MS)).toBe(true);
  });

  test("1,000 within the same millisecond: no more pass than may", async () => {
    const attempts: boolean[] = [];
    // In waves: an operating system takes a few hundred new connections at once, and drops the rest.
    for (let wave = 0; wave < 4; wave += 1)
      attempts.push(...(await Promise.all(Array.from({ length: 250 }, () => isAllowed(NOON)))));
    // The free ones, and the first that will make the next one wait.
    expect(attempts.filter(Boolean)).toHaveLength(free + 1);
  });

  test("of one name are nothing to another, and the case of letters makes no other name", async () => {
    await useUp(NOON);
    await attempt(NOON);
    expect(await isAllowed(NOON, ada.toUpperCase())).toBe(false);
    expect(await isAllowed(NOON, randomUUID())).toBe(true);
  });

  test("are told by the next one, also after the quarter of an hour", async () => {
    expect(await attempt(NOON)).toEqual({ isAllowed: true, followsFailure: false });
    expect(await attempt(NOON)).toEqual({ isAllowed: true, followsFailure: true });
    expect(await attempt(NOON + ATTEMPTS_WINDOW_MS)).toEqual({
      isAllowed: true,
      followsFailure: true,
    });
  });
});

describe("a success", () => {
  test("ends the count, once", async () => {
    await useUp(NOON);
    expect(await endAttempts(table, ada.toUpperCase(), NOON)).toBe(true);
    expect(await endAttempts(table, ada, NOON)).toBe(false);
    expect(await attempt(NOON)).toEqual({ isAllowed: true, followsFailure: false });
  });

  test("counts where no attempt was written down, but not twice within seconds", async () => {
    expect(await endAttempts(table, ada, NOON)).toBe(true);
    expect(await endAttempts(table, ada, NOON)).toBe(false);
    expect(await endAttempts(table, ada, NOON + 20 * SECOND)).toBe(true);
  });
});

test("nobody gets in under a blocked name until the block ends, or is ended", async () => {
  await attempt(NOON);
  await blockSignIn(table, ada, NOON + 60 * SECOND);
  expect(await isAllowed(NOON)).toBe(false);
  await endAttempts(table, ada, NOON);
  expect(await isAllowed(NOON + 59 * SECOND)).toBe(false);
  expect(await isAllowed(NOON + 60 * SECOND)).toBe(true);
  await blockSignIn(table, ada, NOON + 3600 * SECOND);
  expect(await isAllowed(NOON + 61 * SECOND)).toBe(false);
  await blockSignIn(table, ada, NOON);
  expect(await isAllowed(NOON + 61 * SECOND)).toBe(true);
});
