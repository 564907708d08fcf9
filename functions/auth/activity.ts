import { activityTable } from "../../libs/activity/activity-table.ts";
import { countQuietly, refusalCounter } from "../../libs/activity/sign-in-counters.ts";
import { isUnavailable } from "../../libs/aws/is-unavailable.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { describeError } from "../../libs/http/error-codes.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { environment } from "./environment.ts";

export const table = () => activityTable(environment().ACTIVITY_TABLE_NAME);

/**
 * Counts a refused step of a sign-in by its kind and reason, not by its account: looking that up takes time, which an attacker
 * could measure.
 */
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
 * Waits for work that needs the table.
 *
 * @throws ApiError `service_unavailable` or `internal_error` for any error that is not an ApiError already
 */
export async function orUnavailable<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}
