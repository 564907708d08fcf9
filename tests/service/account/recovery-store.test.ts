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

test("the right code is accepted until it expires", async () => {
  const { recovery, code, expiresAt } = await store.begin(ada, NOW);
  expect(expiresAt).toBe(NOW + RECOVERY_MINUTES * 60_000);
  expect(await store.check({ recovery, code }, expiresAt - 1)).toEqual({ ...ada, isCodeRight: true });
  expect(await store.check({ recovery, code }, expiresAt)).toBeUndefined();
});

test("of 200 concurrent guesses five are checked", async () => {
  const { recovery, code } = await store.begin(ada, NOW);
  const wrong = { recovery, code: otherThan(code) };
  const looked = await Promise.all(Array.from({ length: 200 }, () => store.check(wrong, NOW)));
  const counted = looked.filter((result) => result !== undefined);
  expect(counted).toEqual(Array.from({ length: 5 }, () => ({ ...ada, isCodeRight: false })));
  expect(await store.check({ recovery, code }, NOW)).toBeUndefined();
});

test("a recovery is used only once, also by concurrent requests, and its code is then refused", async () => {
  const { recovery, code } = await store.begin(ada, NOW);
  const uses = await Promise.all(Array.from({ length: 20 }, () => store.use(recovery)));
  expect(uses.filter(Boolean)).toHaveLength(1);
  expect(await store.check({ recovery, code }, NOW)).toBeUndefined();
});

test("an unknown recovery is neither checked nor used", async () => {
  const recovery = "x".repeat(43);
  expect(await store.check({ recovery, code: "123456" }, NOW)).toBeUndefined();
  expect(await store.use(recovery)).toBe(false);
  expect(await table.get(recoveryKey(recovery))).toBeUndefined();
});

describe("a reader of the table", () => {
  test("finds neither the code nor the recovery's secret, and cannot try all codes", async () => {
    const { recovery, code } = await store.begin(ada, NOW);
    const item = await table.get(recoveryKey(recovery));
    expect(JSON.stringify(item)).not.toContain(recovery);
    expect(Object.values(item ?? {})).not.toContain(code);
    // The digest's key is known only to the caller.
    const digest = (key: string) => createHmac("sha256", key).update(code).digest("base64url");
    expect(item?.digest).toBe(digest(recovery));
    expect([item?.PK, item?.sub, ""].map((key) => digest(String(key)))).not.toContain(item?.digest);
  });

  test("no longer finds the recovery after it expires", async () => {
    const { recovery, expiresAt } = await store.begin(ada, NOW);
    const item = await table.get(recoveryKey(recovery));
    expect(Number(item?.expiresAt) * 1000).toBeGreaterThan(expiresAt);
  });
});
