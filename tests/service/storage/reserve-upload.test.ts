import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "@jest/globals";
import { forgetUser } from "../../../libs/activity/forget-user.ts";
import { loadUsage, reserveUpload, type SizedFile } from "../../../libs/storage/reserve-upload.ts";
import { createFakeClock } from "../../../local/clock.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";

const table = useActivityTable();
const WINDOW = 25 * 60_000;

let clock: ReturnType<typeof createFakeClock>;
let sub: string;
let stored: SizedFile[];

beforeEach(() => {
  clock = createFakeClock();
  sub = randomUUID();
  stored = [];
});

/** Reserves space for a file in a quota of 100 bytes and 5 files, and returns its id. */
async function reserve(size: number, id: string = randomUUID()): Promise<string> {
  await reserveUpload(
    sub,
    { file: { id, size }, until: clock.now() + WINDOW },
    {
      table,
      quota: { bytes: 100, files: 5 },
      loadStored: async () => stored,
      now: () => clock.now(),
    },
  );
  return id;
}

const exceeded = expect.objectContaining({ code: "quota_exceeded" });

test("stored files and pending uploads count together, to the byte", async () => {
  stored = [{ id: randomUUID(), size: 40 }];
  await reserve(60);
  await expect(reserve(1)).rejects.toEqual(exceeded);
});

test("an uploaded file is not counted twice", async () => {
  const id = await reserve(60);
  stored = [{ id, size: 60 }];
  await reserve(40);
  await expect(reserve(1)).rejects.toEqual(exceeded);
});

test("an upload that was deleted or never arrived counts until its form expires", async () => {
  await reserve(100);
  await expect(reserve(1)).rejects.toEqual(exceeded);
  clock.advance(WINDOW - 1);
  await expect(reserve(1)).rejects.toEqual(exceeded);
  clock.advance(1);
  await reserve(100);
});

test("usage distinguishes stored bytes from those reserved for uploads, and says until when", async () => {
  const usage = () => loadUsage(sub, { table, loadStored: async () => stored, now: () => clock.now() });
  const none = { bytes: 0, files: 0 };
  const id = await reserve(60);
  const until = clock.now() + WINDOW;
  expect(await usage()).toEqual({ used: none, reserved: { bytes: 60, files: 1 }, reservedUntil: until });
  stored = [{ id, size: 60 }];
  expect(await usage()).toEqual({ used: { bytes: 60, files: 1 }, reserved: none, reservedUntil: undefined });
  clock.advance(1000);
  await reserve(70, id);
  expect(await usage()).toEqual({
    used: { bytes: 60, files: 1 },
    reserved: { bytes: 10, files: 0 },
    reservedUntil: until + 1000,
  });
  stored = [];
  expect(await usage()).toMatchObject({ used: none, reserved: { bytes: 70, files: 1 } });
  clock.advance(WINDOW);
  expect(await usage()).toEqual({ used: none, reserved: none, reservedUntil: undefined });
});

test("the number of files is limited, too", async () => {
  stored = [{ id: randomUUID(), size: 1 }];
  for (let count = 1; count < 5; count += 1) await reserve(1);
  await expect(reserve(1)).rejects.toMatchObject({
    code: "quota_exceeded",
    detail: "There may be 5 files.",
  });
});

test("a replacement counts with the larger of both sizes, and as one file", async () => {
  const avatar = randomUUID();
  stored = [{ id: avatar, size: 70 }];
  await reserve(90, avatar);
  await reserve(20, avatar);
  await reserve(10);
  await expect(reserve(1)).rejects.toEqual(exceeded);
});

test("concurrent reservations never exceed the quota", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => reserve(25)));
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.code] : [],
  );
  expect(refusals.length).toBeGreaterThanOrEqual(8);
  expect(refusals.filter((code) => code !== "quota_exceeded" && code !== "too_many_requests")).toEqual([]);
});

test("each user has a separate quota, and reservations are deleted with the user's trail", async () => {
  await reserve(100);
  const first = sub;
  sub = randomUUID();
  await reserve(100);
  await forgetUser(table, first);
  await expect(reserve(1)).rejects.toEqual(exceeded);
  sub = first;
  expect(await reserve(100)).not.toBe("");
});
