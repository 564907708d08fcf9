import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { knownClientsKey } from "../../../libs/activity/activity-keys.ts";
import { KNOWN_CLIENT_SECONDS, knownClientStore } from "../../../libs/known-clients/known-clients.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const NOON = Date.UTC(2026, 0, 15, 12);
const table = useActivityTable();
const clients = knownClientStore(table);

/** Each test has its own. */
const newAccount = () => ({ sub: randomUUID(), email: `${randomUUID()}@example.com` });

async function attemptsOf(token: string | undefined, sub: string, now = NOON): Promise<number> {
  for (let count = 0; count < 20; count += 1) {
    if ((await clients.takeAttempt(token, sub, now)) === undefined) return count;
  }
  return 20;
}

test("a client that has signed in has five attempts until it signs in again", async () => {
  const ada = newAccount();
  const token = await clients.remember(ada, undefined, NOON);
  expect(await clients.takeAttempt(token, ada.sub, NOON)).toEqual({ followsFailure: false });
  expect(await clients.takeAttempt(token, ada.sub, NOON)).toEqual({ followsFailure: true });
  expect(await attemptsOf(token, ada.sub)).toBe(3);
  const next = await clients.remember(ada, token, NOON);
  expect(await attemptsOf(next, ada.sub)).toBe(5);
});

test("of a hundred concurrent attempts no more than five pass", async () => {
  const ada = newAccount();
  const token = await clients.remember(ada, undefined, NOON);
  const taken = await Promise.all(
    Array.from({ length: 100 }, () => clients.takeAttempt(token, ada.sub, NOON)),
  );
  expect(taken.filter((attempt) => attempt !== undefined)).toHaveLength(5);
});

describe("a token", () => {
  test("is valid for one account only", async () => {
    const [ada, bob] = [newAccount(), newAccount()];
    const adas = String(await clients.remember(ada, undefined, NOON));
    await clients.remember(bob, undefined, NOON);
    const [, secret] = adas.split(".");
    for (const token of [adas, `${bob.sub}.${secret}`]) {
      expect(await clients.takeAttempt(token, bob.sub, NOON)).toBeUndefined();
      expect(await clients.find(token, bob.email, NOON)).toBeUndefined();
    }
    expect(await clients.find(adas, ada.email, NOON)).toBeDefined();
  });

  test("that is made up is ignored", async () => {
    const { sub, email } = newAccount();
    await clients.remember({ sub, email }, undefined, NOON);
    const madeUp = [
      undefined,
      "",
      ".",
      `${sub}.`,
      `${sub}.${"x".repeat(43)}`,
      "x".repeat(5000),
      `${sub}.#clients`,
    ];
    for (const token of madeUp) {
      expect(await clients.takeAttempt(token, sub, NOON)).toBeUndefined();
      expect(await clients.find(token, email, NOON)).toBeUndefined();
    }
  });

  test("is replaced with the next sign-in, so a copy becomes invalid", async () => {
    const ada = newAccount();
    const first = await clients.remember(ada, undefined, NOON);
    const second = await clients.remember(ada, first, NOON);
    expect(second).not.toBe(first);
    expect(await attemptsOf(first, ada.sub)).toBe(0);
    expect(await attemptsOf(second, ada.sub)).toBe(5);
  });

  test("of another account is not accepted after a sign-in with it", async () => {
    const [ada, eve] = [newAccount(), newAccount()];
    const eves = await clients.remember(eve, undefined, NOON);
    await clients.remember(ada, eves, NOON);
    expect(await attemptsOf(eves, ada.sub)).toBe(0);
  });

  test("expires ninety days after the sign-in, and the table deletes it", async () => {
    const ada = newAccount();
    const token = await clients.remember(ada, undefined, NOON);
    const end = NOON + KNOWN_CLIENT_SECONDS * 1000;
    expect(await attemptsOf(token, ada.sub, end)).toBe(0);
    expect(await clients.find(token, ada.email, end)).toBeUndefined();
    expect(await attemptsOf(token, ada.sub, end - 1)).toBe(5);
    expect((await table.get(knownClientsKey(ada.sub)))?.expiresAt).toBe(end / 1000);
  });

  test("is nowhere in the table", async () => {
    const ada = newAccount();
    const token = String(await clients.remember(ada, undefined, NOON));
    const item = JSON.stringify(await table.get(knownClientsKey(ada.sub)));
    expect(item).not.toContain(token.split(".")[1]);
    expect(item).not.toContain(ada.email);
  });
});

test("an account has ten clients; a further one replaces the one with the oldest sign-in", async () => {
  const ada = newAccount();
  const tokens: (string | undefined)[] = [];
  for (let count = 0; count < 12; count += 1) {
    tokens.push(await clients.remember(ada, undefined, NOON + count));
  }
  const known: boolean[] = [];
  for (const token of tokens) known.push((await clients.find(token, ada.email, NOON + 12)) !== undefined);
  expect(known).toEqual([false, false, ...Array.from({ length: 10 }, () => true)]);
});

test("concurrent sign-ins each get a valid token", async () => {
  const ada = newAccount();
  const tokens = await Promise.all(Array.from({ length: 4 }, () => clients.remember(ada, undefined, NOON)));
  for (const token of tokens) expect(await attemptsOf(token, ada.sub)).toBe(5);
});

test("forgetting makes all clients of an account unknown; the next sign-in makes one known again", async () => {
  const [ada, other] = [newAccount(), newAccount()];
  const token = await clients.remember(ada, undefined, NOON);
  await clients.forgetAll(ada.sub);
  await clients.forgetAll(other.sub);
  expect(await attemptsOf(token, ada.sub)).toBe(0);
  expect(await table.get(knownClientsKey(other.sub))).toBeUndefined();
  expect(await attemptsOf(await clients.remember(ada, token, NOON), ada.sub)).toBe(5);
});
