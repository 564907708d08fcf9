import { beforeAll } from "@jest/globals";
import { type ActivityTable, activityTable } from "../../../libs/activity/activity-table.ts";
import { ACTIVITY_TABLE, useActivityTable } from "./activity-table.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type LossyEndpoint, startLossyEndpoint } from "./lossy-endpoint.ts";

export interface LossyActivityTable {
  /** The table with the triggers' configuration, and longer timeouts for a busy machine. */
  readonly table: ActivityTable;
  readonly loseAnswerTo: LossyEndpoint["loseAnswerTo"];
}

/** An empty activity table behind an endpoint that loses answers, for the tests of one file. */
export function useLossyActivityTable(): LossyActivityTable {
  let endpoint: LossyEndpoint;
  useActivityTable();
  beforeAll(async () => {
    endpoint = await startLossyEndpoint(String(process.env.AWS_ENDPOINT_URL));
    closeAtEnd({ close: () => endpoint[Symbol.asyncDispose]() });
    process.env.AWS_ENDPOINT_URL = endpoint.url;
  });
  return {
    table: activityTable(ACTIVITY_TABLE, { attempts: 2, timeout: 25_000 }),
    loseAnswerTo: (operation, which) => endpoint.loseAnswerTo(operation, which),
  };
}
