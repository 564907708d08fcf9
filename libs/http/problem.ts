import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { isUnavailable } from "../aws/is-unavailable.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { ApiError } from "./api-error.ts";
import { describeError } from "./error-codes.ts";

/** The form of `type`: a URN, because there is no page whose address could change (RFC 9457 §3.1.1). */
const TYPE_PREFIX = "urn:problem-type:";

/** Errors of middy and its middlewares have the HTTP status that they mean. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : undefined;
}

/** Anything that was thrown as an ApiError. Unexpected errors become internal errors without details. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (statusOf(error) === 415) return new ApiError("unsupported_media_type", { cause: error });
  // The JSON parser answers 422 to invalid JSON and to keys that would change a prototype.
  if (statusOf(error) === 422) return new ApiError("malformed_json", { cause: error });
  if (isUnavailable(error)) return new ApiError("service_unavailable", { cause: error });
  return new ApiError("internal_error", { cause: error });
}

/** RFC 6750 §3: the challenge of a protected resource, which RFC 9110 §15.5.2 requires with every 401. */
function challenge(status: number): Record<string, string> {
  return status === 401 ? { "www-authenticate": "Bearer" } : {};
}

/**
 * Renders an error as RFC 9457 `application/problem+json`, with `code` as the member that clients decide by.
 *
 * @param requestId the gateway's request id; in `instance` it leads from a user's report to the log
 */
export function renderProblem(error: ApiError, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status, title, detail, retryAfter } = describeError(error.code);
  return {
    statusCode: status,
    ...(error.cookies.length === 0 ? {} : { cookies: [...error.cookies] }),
    headers: {
      "content-type": "application/problem+json",
      ...challenge(status),
      ...withoutUndefined({ "retry-after": retryAfter?.toString() }),
      ...error.headers,
    },
    body: JSON.stringify({
      type: TYPE_PREFIX + error.code,
      title,
      status,
      code: error.code,
      detail: error.detail ?? detail,
      instance: `urn:request:${encodeURIComponent(requestId)}`,
      ...withoutUndefined({ reason: error.reason, errors: error.errors }),
    }),
  };
}
