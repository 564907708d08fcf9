import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { RECOVERY_MINUTES, recoveryStore } from "../../../libs/account/recovery-store.ts";
import { recoveryKey } from "../../../libs/activity/activity-keys.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const store = recoveryStore(table);
const NOW = Date.UTC(2026, 0, 15, 12);
const ada = { sub: "5b0a2d0e-1111-4222-8333-444455556666", username: "ada" };
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

test("the right code is right until the time is up", async () => {
  const { recovery, code, expiresAt } = await store.begin(ada, NOW);
  expect(expiresAt).toBe(NOW + RECOVERY_MINUTES * 60_000);
  expect(await store.check({ recovery, code }, expiresAt - 1)).toEqual({ ...ada, isCodeRight: true });
  expect(await store.check({ recovery, code }, expiresAt)).toBeUndefined();
});

test("of 200 guesses at once five are looked at", async () => {
  const { recovery, code } = await store.begin(ada, NOW);
  const wrong = { recovery, code: otherThan(code) };
  const looked = await Promise.all(Array.from({ length: 200 }, () => store.check(wrong, NOW)));
  const counted = looked.filter((result) => result !== undefined);
  expect(counted).toEqual(Array.from({ length: 5 }, () => ({ ...ada, isCodeRight: false })));
  expect(await store.check({ recovery, code }, NOW)).toBeUndefined();
});

test("a recovery is used once, however often at the same time, and not checked any more", async () => {
  const { recovery, code } = await store.begin(ada, NOW);
  const uses = await Promise.all(Array.from({ length: 20 }, () => store.use(recovery)));
  expect(uses.filter(Boolean)).toHaveLength(1);
  expect(await store.check({ recovery, code }, NOW)).toBeUndefined();
});

test("one that nobody began is neither checked nor used", async () => {
  const recovery = "x".repeat(43);
  expect(await store.check({ recovery, code: "123456" }, NOW)).toBeUndefined();
  expect(await store.use(recovery)).toBe(false);
  expect(await table.get(recoveryKey(recovery))).toBeUndefined();
});

describe("whoever reads the table", () => {
  test("finds neither the code nor what it was begun with, and cannot try all codes", async () => {
    const { recovery, code } = await store.begin(ada, NOW);
    const item = await table.get(recoveryKey(recovery));
    expect(JSON.stringify(item)).not.toContain(recovery);
    expect(Object.values(item ?? {})).not.toContain(code);
    // The digest is keyed with what only the caller has.
    const digest = (key: string) => createHmac("sha256", key).update(code).digest("base64url");
    expect(item?.digest).toBe(digest(recovery));
    expect([item?.PK, item?.sub, ""].map((key) => digest(String(key)))).not.toContain(item?.digest);
  });

  test("finds it gone in time", async () => {
    const { recovery, expiresAt } = await store.begin(ada, NOW);
    const item = await table.get(recoveryKey(recovery));
    expect(Number(item?.expiresAt) * 1000).toBeGreaterThan(expiresAt);
  });
});
