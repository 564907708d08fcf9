import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { limitKey } from "../../../libs/activity/activity-keys.ts";
import { giveBackSend, makeMark, takeSend } from "../../../libs/otp/take-send.ts";
import { useLossyActivityTable } from "../../support/worlds/lossy-activity-table.ts";

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const LIMIT = { name: "otp-send-user", perHour: 5, pauseSeconds: 30 };

const { table, loseAnswerTo } = useLossyActivityTable();

const by = (subject: string) => ({ subject, mark: makeMark() });

test("a caller whose response is lost gets the message, and only that caller does", async () => {
  const user = randomUUID();
  loseAnswerTo("UpdateItem");
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(true);
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(false);
});

test("so does a later caller in the same hour", async () => {
  const user = randomUUID();
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(true);
  loseAnswerTo("UpdateItem");
  expect(await takeSend(table, LIMIT, by(user), NOW + MINUTE)).toBe(true);
  expect(await takeSend(table, LIMIT, by(user), NOW + MINUTE)).toBe(false);
});

test("of twenty concurrent callers one gets the message, even if a response is lost", async () => {
  const user = randomUUID();
  loseAnswerTo("UpdateItem");
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeSend(table, LIMIT, by(user), NOW)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

test("a send that was counted unnoticed is given back, and the next caller does not wait", async () => {
  const user = randomUUID();
  const unlucky = by(user);
  loseAnswerTo("UpdateItem", { times: 2 });
  await expect(takeSend(table, LIMIT, unlucky, NOW)).rejects.toThrow();
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(false);
  await giveBackSend(table, LIMIT, unlucky, NOW);
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(true);
  // It does not give back what another caller has taken since.
  await giveBackSend(table, LIMIT, unlucky, NOW);
  expect(await takeSend(table, LIMIT, by(user), NOW)).toBe(false);
});

test("a send is given back once, even if the response to that is lost", async () => {
  const limit = { name: "otp-send-user", perHour: 1, pauseSeconds: 0 };
  const user = randomUUID();
  const place = by(user);
  expect(await takeSend(table, limit, place, NOW)).toBe(true);
  loseAnswerTo("UpdateItem");
  await giveBackSend(table, limit, place, NOW);
  expect(await takeSend(table, limit, by(user), NOW)).toBe(true);
  expect(await takeSend(table, limit, by(user), NOW)).toBe(false);
});

test("an hour ends to the millisecond, and its record is kept for two more hours", async () => {
  const user = randomUUID();
  const limit = { name: "otp-send-user", perHour: 1, pauseSeconds: 30 };
  expect(await takeSend(table, limit, by(user), NOW)).toBe(true);
  expect(await table.get(limitKey(limit.name, user))).toMatchObject({
    until: NOW + 60 * MINUTE,
    expiresAt: (NOW + 180 * MINUTE) / 1000,
  });
  expect(await takeSend(table, limit, by(user), NOW + 60 * MINUTE - 1)).toBe(false);
  expect(await takeSend(table, limit, by(user), NOW + 60 * MINUTE)).toBe(true);
});
