import { describe, expect, test } from "@jest/globals";
import { sessionStore } from "../../../libs/sessions/session-store.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const sessions = sessionStore(table);
const NOON = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

const use = (sub: string, originJti: string, at = NOON) =>
  ({ sub, originJti, clientId: "spa", authTime: at / 1000, ip: "192.0.2.1", userAgent: "test" }) as const;

test("a session is known from its first use on, and its last use is written at most once in five minutes", async () => {
  expect(await sessions.use(use("ada", "one"), NOON)).toBe(true);
  expect(await sessions.use({ ...use("ada", "one"), ip: "192.0.2.9" }, NOON + 4 * MINUTE)).toBe(true);
  expect(await sessions.list("ada")).toEqual([
    {
      sub: "ada",
      originJti: "one",
      clientId: "spa",
      createdAt: NOON,
      firstUsedAt: NOON,
      lastUsedAt: NOON,
      ip: "192.0.2.1",
      userAgent: "test",
    },
  ]);
  expect(await sessions.use({ ...use("ada", "one"), ip: "192.0.2.9" }, NOON + 5 * MINUTE)).toBe(true);
  expect(await sessions.list("ada")).toMatchObject([
    { createdAt: NOON, lastUsedAt: NOON + 5 * MINUTE, ip: "192.0.2.9" },
  ]);
});

describe("Cognito's id of a session", () => {
  const asking = (answer: string | undefined) => {
    let asked = 0;
    const find = async () => {
      asked += 1;
      return answer;
    };
    return { find, times: () => asked };
  };

  test("is asked for until it is known, with every look-up of the first five minutes", async () => {
    const unknown = asking(undefined);
    for (const minute of [0, 1, 2]) {
      await sessions.use(use("ivy", "one"), NOON + minute * MINUTE, unknown.find);
    }
    expect(unknown.times()).toBe(3);
    const known = asking("tkn1");
    await sessions.use(use("ivy", "one"), NOON + 3 * MINUTE, known.find);
    expect(await sessions.list("ivy")).toMatchObject([{ nativeId: "tkn1", firstUsedAt: NOON }]);
    await sessions.use(use("ivy", "one"), NOON + 4 * MINUTE, known.find);
    await sessions.use(use("ivy", "one"), NOON + 10 * MINUTE, known.find);
    expect(known.times()).toBe(1);
    expect(await sessions.list("ivy")).toMatchObject([{ nativeId: "tkn1", lastUsedAt: NOON + 10 * MINUTE }]);
  });

  test("is asked for every five minutes later, and never of a session that was ended", async () => {
    const unknown = asking(undefined);
    await sessions.use(use("uma", "one"), NOON);
    await sessions.use(use("uma", "one"), NOON + 6 * MINUTE, unknown.find);
    await sessions.use(use("uma", "one"), NOON + 7 * MINUTE, unknown.find);
    expect(unknown.times()).toBe(1);
    await sessions.revoke("uma", "one", NOON + 8 * MINUTE);
    await sessions.use(use("uma", "one"), NOON + 20 * MINUTE, unknown.find);
    expect(unknown.times()).toBe(1);
    expect(await sessions.find("uma", "one")).toMatchObject({ revokedAt: NOON + 8 * MINUTE });
    expect(await sessions.find("uma", "two")).toBeUndefined();
  });
});

test("a revoked session is refused, is no longer listed, and stays revoked when it is used", async () => {
  await sessions.use(use("bob", "one"), NOON);
  await sessions.use(use("bob", "two"), NOON);
  expect(await sessions.revoke("bob", "one", NOON + MINUTE)).toBe(true);
  expect(await sessions.use(use("bob", "one"), NOON + 10 * MINUTE)).toBe(false);
  expect(await sessions.list("bob")).toMatchObject([{ originJti: "two" }]);
});

test("a sign-in in the same second in which all sessions were ended is valid, one a second earlier is not", async () => {
  const changedAt = NOON + MINUTE + 300;
  await sessions.revokeAll("amy", changedAt);
  expect(await sessions.use(use("amy", "at once", NOON + MINUTE), changedAt + 500)).toBe(true);
  expect(await sessions.use(use("amy", "before", NOON + MINUTE - 1000), changedAt + 500)).toBe(false);
});

test("a user cannot revoke another user's session or an unknown one", async () => {
  await sessions.use(use("eve", "hers"), NOON);
  expect(await sessions.revoke("mallory", "hers", NOON)).toBe(false);
  expect(await sessions.use(use("eve", "hers"), NOON)).toBe(true);
});

test("ending all sessions also ends those never used, and none that begins later", async () => {
  await sessions.use(use("zoe", "seen"), NOON);
  await sessions.revokeAll("zoe", NOON + MINUTE);
  expect(await sessions.use(use("zoe", "seen"), NOON + 2 * MINUTE)).toBe(false);
  expect(await sessions.use(use("zoe", "unseen"), NOON + 2 * MINUTE)).toBe(false);
  expect(await sessions.use(use("zoe", "later", NOON + 2 * MINUTE), NOON + 2 * MINUTE)).toBe(true);
});

test("a session that is first recorded while all are being ended is ended, too", async () => {
  let isEnded = false;
  const whileEnding = sessionStore({
    ...table,
    // All sessions are ended after the look-up, which allows this one, and before its use is recorded.
    async update(update) {
      if (!isEnded) {
        isEnded = true;
        await sessions.revokeAll("kim", NOON + MINUTE);
      }
      return table.update(update);
    },
  });
  await whileEnding.use(use("kim", "first"), NOON + MINUTE);
  expect(await sessions.list("kim")).toHaveLength(1);
  expect(await sessions.use(use("kim", "first"), NOON + 2 * MINUTE)).toBe(false);
  expect(await sessions.isInForce(use("kim", "first"))).toBe(false);
});
