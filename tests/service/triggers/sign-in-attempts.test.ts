import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import {
  ATTEMPTS_WINDOW_MS,
  blockSignIn,
  endAttempts,
  noteSuccess,
  passUncounted,
  takeAttempt,
} from "../../../libs/sign-in-attempts/sign-in-attempts.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const NOON = Date.UTC(2026, 0, 15, 12);
const SECOND = 1000;
const free = 5;

const table = useActivityTable();

/** Each test has its own. */
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
  test("pass up to the limit, then are refused until a quarter of an hour after the last", async () => {
    const passed: number[] = [];
    for (let second = 0; second < 1900; second += 5) {
      if (await isAllowed(NOON + second * SECOND)) passed.push(second);
    }
    expect(passed).toEqual([0, 5, 10, 15, 20, 920, 925, 930, 935, 940, 1840, 1845, 1850, 1855, 1860]);
  });

  test("that were far apart count together, as Cognito counts them", async () => {
    const pause = ATTEMPTS_WINDOW_MS - SECOND;
    for (let count = 0; count < free; count += 1) expect(await isAllowed(NOON + count * pause)).toBe(true);
    expect(await isAllowed(NOON + free * pause)).toBe(false);
    expect(await isAllowed(NOON + free * pause + SECOND)).toBe(true);
  });

  test("200 within the same millisecond: no more pass than the limit allows", async () => {
    // One batch: an operating system accepts a few hundred new connections at once, and drops the rest.
    const attempts = await Promise.all(Array.from({ length: 200 }, () => isAllowed(NOON)));
    expect(attempts.filter(Boolean)).toHaveLength(free);
  });

  test("are counted per username, in any case of letters", async () => {
    await useUp(NOON);
    expect(await isAllowed(NOON, ada.toUpperCase())).toBe(false);
    expect(await isAllowed(NOON, randomUUID())).toBe(true);
  });

  test("are reported by the next one, also after the quarter of an hour", async () => {
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
    expect(await noteSuccess(table, ada.toUpperCase(), NOON)).toBe(true);
    expect(await noteSuccess(table, ada, NOON)).toBe(false);
    expect(await attempt(NOON)).toEqual({ isAllowed: true, followsFailure: false });
  });

  test("of an uncounted attempt does not change the count, and is reported once", async () => {
    await useUp(NOON);
    expect(await passUncounted(table, ada, NOON)).toBe(true);
    expect(await noteSuccess(table, ada, NOON)).toBe(true);
    expect(await noteSuccess(table, ada, NOON + SECOND)).toBe(false);
    expect(await isAllowed(NOON)).toBe(false);
    // Two sign-ins of one known client, a moment apart, count as two.
    await passUncounted(table, ada, NOON + SECOND);
    expect(await noteSuccess(table, ada, NOON + SECOND)).toBe(true);
    expect(await isAllowed(NOON + SECOND)).toBe(false);
  });

  test("that follows a counted attempt after an uncounted success ends the count", async () => {
    await attempt(NOON);
    await passUncounted(table, ada, NOON);
    await noteSuccess(table, ada, NOON);
    await attempt(NOON + SECOND);
    expect(await noteSuccess(table, ada, NOON + SECOND)).toBe(true);
    expect(await attempt(NOON + SECOND)).toEqual({ isAllowed: true, followsFailure: false });
  });

  test("counts if no attempt was recorded, but not twice within seconds", async () => {
    expect(await noteSuccess(table, ada, NOON)).toBe(true);
    expect(await noteSuccess(table, ada, NOON)).toBe(false);
    expect(await noteSuccess(table, ada, NOON + 20 * SECOND)).toBe(true);
  });
});

test("a verified mailbox ends the count, no matter who made the attempts", async () => {
  await useUp(NOON);
  await passUncounted(table, ada, NOON);
  await endAttempts(table, ada, NOON);
  expect(await attempt(NOON)).toEqual({ isAllowed: true, followsFailure: false });
});

test("a blocked username cannot sign in until the block expires or is removed", async () => {
  await attempt(NOON);
  await blockSignIn(table, ada, NOON + 60 * SECOND);
  expect(await isAllowed(NOON)).toBe(false);
  expect(await passUncounted(table, ada, NOON)).toBe(false);
  await endAttempts(table, ada, NOON);
  expect(await isAllowed(NOON + 59 * SECOND)).toBe(false);
  expect(await isAllowed(NOON + 60 * SECOND)).toBe(true);
  await blockSignIn(table, ada, NOON + 3600 * SECOND);
  expect(await isAllowed(NOON + 61 * SECOND)).toBe(false);
  await blockSignIn(table, ada, NOON);
  expect(await isAllowed(NOON + 61 * SECOND)).toBe(true);
});
