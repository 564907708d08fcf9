import type { ErrorCode, Problem } from "./api-types.ts";

/** The meaning of API Gateway's own errors, by status. */
const GATEWAY_CODES: Readonly<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "insufficient_scope",
  404: "route_not_found",
  413: "body_too_large",
  429: "too_many_requests",
  500: "internal_error",
};

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/**
 * The problem in an answer other than 2xx. Answers of API Gateway, or of anything between it and the client, get a code by their
 * status, so that a caller needs only `code`.
 */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await bodyOf(response);
  if (isProblem(body)) return body;
  const { status, headers } = response;
  const code = GATEWAY_CODES[status] ?? (status >= 500 ? "service_unavailable" : "validation_failed");
  const message = typeof body === "object" && body !== null && "message" in body ? String(body.message) : "";
  return {
    type: `urn:problem-type:${code}`,
    title: message === "" ? `Status ${status}` : message,
    status,
    code,
    detail: "The request did not reach the API, or the API did not answer it.",
    instance: `urn:request:${headers.get("apigw-requestid") ?? "unknown"}`,
  };
}
