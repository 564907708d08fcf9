import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { eventsOfDay, userPartition } from "../../../libs/activity/activity-keys.ts";
import { type ActivityTable, activityTable } from "../../../libs/activity/activity-table.ts";
import { loadCounts } from "../../../libs/activity/count-daily.ts";
import { ACTIVE_USERS, markActive } from "../../../libs/activity/mark-active.ts";
import { recordEvent } from "../../../libs/activity/record-event.ts";
import { takeFromLimit } from "../../../libs/activity/take-from-limit.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const NOON = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

const output = jest.spyOn(process.stdout, "write");
beforeEach(() => {
  output.mockReturnValue(true);
});
afterEach(() => {
  output.mockReset();
});

const lines = () => output.mock.calls.map(([line]) => JSON.parse(String(line)));

const eventsOf = async (sub: string) =>
  (await table.query({ partition: userPartition(sub), prefix: "EVENT#", order: "oldest first", limit: 50 }))
    .items;

test("an event is found by user and by day, and counted per day and as a metric", async () => {
  const now = Date.UTC(2026, 1, 3, 8, 30);
  await recordEvent(
    table,
    { type: "sign_in", sub: "ada", clientId: "spa", ip: "192.0.2.1" },
    { now, flow: "password" },
  );
  const event = {
    type: "sign_in",
    sub: "ada",
    clientId: "spa",
    ip: "192.0.2.1",
    at: "2026-02-03T08:30:00.000Z",
  };
  expect(await eventsOf("ada")).toEqual([expect.objectContaining(event)]);
  const day = await table.query({
    index: "GSI1",
    partition: eventsOfDay("2026-02-03"),
    order: "newest first",
    limit: 10,
  });
  expect(day.items).toEqual([expect.objectContaining(event)]);
  expect(await loadCounts(table, "2026-02-03")).toEqual({ sign_in: 1 });
  expect(lines()).toEqual([
    expect.objectContaining({
      sign_in: 1,
      flow: "password",
      _aws: expect.objectContaining({ Timestamp: now }),
    }),
  ]);
});

test("an event recorded twice within the interval is written once; later it counts as a new one", async () => {
  const event = { type: "sign_in", sub: "bob" } as const;
  expect(await recordEvent(table, event, { now: NOON, onceWithin: 15 })).toBe(true);
  expect(await recordEvent(table, event, { now: NOON + 14_000, onceWithin: 15 })).toBe(false);
  expect(await recordEvent(table, event, { now: NOON + 15_000, onceWithin: 15 })).toBe(true);
  expect(await eventsOf("bob")).toHaveLength(2);
});

test("an event that can't be written causes no failure: it is logged by name and counted", async () => {
  const missing = activityTable("no-such-table");
  expect(await recordEvent(missing, { type: "sign_in", sub: "eve@example.com" })).toBe(false);
  expect(lines()).toContainEqual(
    expect.objectContaining({
      level: "ERROR",
      message: "activity not written",
      cause: "ResourceNotFoundException",
    }),
  );
  expect(lines()).toContainEqual(expect.objectContaining({ activity_write_failed: 1 }));
  expect(JSON.stringify(lines())).not.toContain("eve@example.com");
});

test("the count is awaited even if the event is lost, because a Lambda freezes once it has answered", async () => {
  let counted = 0;
  const losing: ActivityTable = {
    ...table,
    put: () => Promise.reject(new Error("lost")),
    async update(update) {
      const item = await table.update(update);
      counted += 1;
      return item;
    },
  };
  expect(await recordEvent(losing, { type: "sign_in", sub: "dora" }, { now: NOON })).toBe(false);
  expect(counted).toBe(1);
});

test("a user is counted once a day, once a week and once a month", async () => {
  // Friday, Saturday and, in the next week and the next month, Sunday and Monday.
  const days = [29, 29, 30, 31, 33].map((day) => Date.UTC(2026, 4, day, 9));
  for (const day of days) await markActive(table, "ada", day);
  await markActive(table, "bob", Date.UTC(2026, 4, 29, 10));
  const active = async (period: string) => (await loadCounts(table, period))[ACTIVE_USERS];
  expect(await active("2026-05-29")).toBe(2);
  expect(await active("2026-05-30")).toBe(1);
  expect(await active("2026-W22")).toBe(2);
  expect(await active("2026-W23")).toBe(1);
  expect(await active("2026-05")).toBe(2);
  expect(await active("2026-06")).toBe(1);
});

test("of two hundred concurrent requests no more pass than the limit allows", async () => {
  const limit = { name: "guesses", max: 3, seconds: 60 };
  const taken = await Promise.all(
    Array.from({ length: 200 }, () => takeFromLimit(table, limit, "ada@example.com", NOON)),
  );
  expect(taken.filter((isTaken) => isTaken)).toHaveLength(3);
});

test("a limit resets when its window ends, for each subject separately", async () => {
  const limit = { name: "sends", max: 1, seconds: 60 };
  expect(await takeFromLimit(table, limit, "ada", NOON)).toBe(true);
  expect(await takeFromLimit(table, limit, "bob", NOON)).toBe(true);
  expect(await takeFromLimit(table, limit, "ada", NOON + MINUTE - 1)).toBe(false);
  expect(await takeFromLimit(table, limit, "ada", NOON + MINUTE)).toBe(true);
  expect(await takeFromLimit(table, limit, "ada", NOON + MINUTE)).toBe(false);
});
