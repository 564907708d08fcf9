import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { userPartition } from "../../../libs/activity/activity-keys.ts";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { recordEvent } from "../../../libs/activity/record-event.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";
import { type LossyEndpoint, startLossyEndpoint } from "../../support/worlds/lossy-endpoint.ts";

const NOON = Date.UTC(2026, 0, 15, 12);

useActivityTable();
/** The triggers' configuration, with longer timeouts for a busy machine. */
const table = activityTable("activity", { attempts: 2, timeout: 25_000 });

let endpoint: LossyEndpoint;
beforeAll(async () => {
  endpoint = await startLossyEndpoint(String(process.env.AWS_ENDPOINT_URL));
  process.env.AWS_ENDPOINT_URL = endpoint.url;
});
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]();
});

test("an event that may be recorded twice is written once, even if the response to its marker is lost", async () => {
  const event = { type: "machine_token_issued", sub: "machine", clientId: "machine" } as const;
  endpoint.loseAnswerTo("UpdateItem");
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
