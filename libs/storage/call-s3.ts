import { isUnavailable } from "../aws/is-unavailable.ts";
import { ApiError } from "../http/api-error.ts";

/** A HEAD answer has no body that names the error, only the status. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, $metadata }: Error & { readonly $metadata?: { readonly httpStatusCode?: number } } = error;
  return $metadata?.httpStatusCode === 404 && name !== "NoSuchBucket";
}

/**
 * Waits for a call to S3 or to the table of uploads, and turns its failure into the API's.
 *
 * @throws ApiError `not_found` if there is no such object, `service_unavailable`, `internal_error`
 */
export async function callS3<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (isMissing(error)) throw new ApiError("not_found", { cause: error });
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}
