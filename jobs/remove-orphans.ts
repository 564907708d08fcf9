import type { Context } from "aws-lambda";
import { transactingTable } from "../libs/activity/transact-write.ts";
import { MODULE_PATIENCE } from "../libs/aws/signed-request.ts";
import { oneOf, positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { type OrphanReport, removeOrphans } from "../libs/housekeeping/remove-orphans.ts";
import { logger } from "../libs/observability/logger.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  FILES_BUCKET: text,
  USER_POOL_ID: text,
  ORPHAN_CLEANUP: oneOf(["off", "report", "delete"]),
  ORPHAN_MAX_PERCENT: positiveInteger,
});
const table = transactingTable(environment.ACTIVITY_TABLE_NAME, MODULE_PATIENCE);

/** Reserved for work in progress when the time is up, in milliseconds. */
const RESERVE_MS = 30_000;

/**
 * Removes what deleted users left behind; see {@link removeOrphans}. The event says nothing: a schedule or an operator may
 * call it. An error leaves the function, so that Lambda counts it and the alarm tells.
 */
export async function handler(
  _event: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<OrphanReport | { readonly mode: "off" }> {
  const mode = environment.ORPHAN_CLEANUP;
  if (mode === "off") return { mode };
  const report = await removeOrphans({
    table,
    bucket: environment.FILES_BUCKET,
    userPoolId: environment.USER_POOL_ID,
    mode,
    maxPercent: environment.ORPHAN_MAX_PERCENT,
    deadline: Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS,
  });
  const { orphans, ...counts } = report;
  // Ids of accounts that are gone; in the mode report they are the result.
  logger.info("orphans", { mode, ...counts, orphans: orphans.slice(0, 100) });
  return report;
}
