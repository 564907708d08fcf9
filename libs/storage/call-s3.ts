import { isUnavailable } from "../aws/is-unavailable.ts";
import { ApiError } from "../http/api-error.ts";

/** A HEAD answer has no body to name the error, so the SDK has the status alone to go by. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey");
}

/**
 * Waits for a call to S3 and says its failure as our API does.
 *
 * @throws ApiError `not_found` where there is no such object, `service_unavailable`, `internal_error`
 */
export async function callS3<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) throw new ApiError("not_found", { cause: error });
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}
