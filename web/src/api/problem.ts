import type { Problem } from "../../../clients/typescript/api-client.ts";

/** The API's error codes, and those of a request that never reached it. */
export type FailureCode = Problem["code"] | "offline" | "unreadable";

/** What every failed request throws: the code to decide by, and what a user can pass on to support. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: FailureCode;
  readonly status: number;
  /** Finds the request in the log. */
  readonly requestId: string | undefined;
  readonly problem: Problem | undefined;
  /** In milliseconds since the epoch: when a retry makes sense. */
  readonly retryAt: number | undefined;

  constructor(
    code: FailureCode,
    details: {
      status?: number;
      problem?: Problem;
      retryAt?: number;
      requestId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 0;
    this.problem = details.problem;
    this.requestId = details.problem?.instance ?? details.requestId;
    this.retryAt = details.retryAt;
  }
}

const GATEWAY_CODES: Readonly<Record<number, FailureCode>> = {
  401: "unauthorized",
  403: "insufficient_scope",
  404: "route_not_found",
  429: "too_many_requests",
};

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && "instance" in body;

/** An answer other than 2xx as a failure: ours by its code, the gateway's own by its status. */
export function failureOf(response: Response, body: unknown): ApiFailure {
  const { status, headers } = response;
  const seconds = Number(headers.get("retry-after"));
  const common = {
    status,
    requestId: headers.get("apigw-requestid") ?? undefined,
    retryAt: seconds > 0 ? Date.now() + seconds * 1000 : undefined,
  };
  if (isProblem(body)) return new ApiFailure(body.code, { ...common, problem: body });
  return new ApiFailure(
    GATEWAY_CODES[status] ?? (status >= 500 ? "service_unavailable" : "unreadable"),
    common,
  );
}

/** A problem that the typed client has already parsed. */
export const failureOfProblem = (problem: Problem): ApiFailure =>
  new ApiFailure(problem.code, { status: problem.status, problem });

/** Converts anything that was thrown to a failure. */
export const toFailure = (error: unknown): ApiFailure =>
  error instanceof ApiFailure ? error : new ApiFailure("unreadable", { cause: error });
