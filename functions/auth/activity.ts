import { activityTable } from "../../libs/activity/activity-table.ts";
import { countQuietly, refusalCounter } from "../../libs/activity/sign-in-counters.ts";
import { isUnavailable } from "../../libs/aws/is-unavailable.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { describeError } from "../../libs/http/error-codes.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { environment } from "./environment.ts";

export const table = () => activityTable(environment().ACTIVITY_TABLE_NAME);

/** Counts a step of a sign-in that is refused, by kind and reason. Whose it was is not asked: finding out takes time, which would tell. */
export async function countRefusals<Result>(flow: string, step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof ApiError && describeError(error.code).status < 500) {
      countMetric("sign_in_refused", { flow, cause: error.code });
      await countQuietly(table(), [refusalCounter(error.code)]);
    }
    throw error;
  }
}

/**
 * Waits for the table where a route cannot do without.
 *
 * @throws ApiError `service_unavailable`, `internal_error`, and what the work itself throws as one
 */
export async function orUnavailable<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}
