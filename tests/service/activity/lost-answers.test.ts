import { expect, test } from "@jest/globals";
import { userPartition } from "../../../libs/activity/activity-keys.ts";
import { recordEvent } from "../../../libs/activity/record-event.ts";
import { useLossyActivityTable } from "../../support/worlds/lossy-activity-table.ts";

const NOON = Date.UTC(2026, 0, 15, 12);

const { table, loseAnswerTo } = useLossyActivityTable();

test("an event that may be recorded twice is written once, even if the response to its marker is lost", async () => {
  const event = { type: "machine_token_issued", sub: "machine", clientId: "machine" } as const;
  loseAnswerTo("UpdateItem");
  expect(await recordEvent(table, event, { now: NOON, onceWithin: 60 })).toBe(true);
  expect(await recordEvent(table, event, { now: NOON + 1000, onceWithin: 60 })).toBe(false);
  const { items } = await table.query({
    partition: userPartition("machine"),
    prefix: "EVENT#",
    order: "oldest first",
    limit: 10,
  });
  expect(items).toHaveLength(1);
});
