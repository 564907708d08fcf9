import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { describeCause, publishFailure } from "../observability/describe-cause.ts";
import type { Log } from "../observability/logger.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { claimsOf } from "./answer-route.ts";
import { ApiError } from "./api-error.ts";

/** Only the id of the caller: names and addresses do not belong in a log. */
function subOf(event: APIGatewayProxyEventV2): string | undefined {
  const claims = claimsOf(event);
  const sub = claims !== null && typeof claims === "object" && "sub" in claims ? claims.sub : undefined;
  return typeof sub === "string" ? sub : undefined;
}

/**
 * One line per request: route, caller, status and duration. Never a body, a header, a query or a token: these hold passwords
 * and codes. (The logger's own middleware is not used, because it can be set to print whole events.)
 */
export function requestLog(
  log: Log,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const startedAt = new WeakMap<APIGatewayProxyEventV2, number>();
  type Hook = NonNullable<ReturnType<typeof requestLog>["after"]>;
  const write: Hook = ({ event, response, error, context }) => {
    const status = response?.statusCode ?? 500;
    const sub = subOf(event);
    const line = {
      requestId: event.requestContext.requestId,
      lambdaRequestId: context.awsRequestId,
      route: event.routeKey,
      status,
      durationMs: Math.round((performance.now() - (startedAt.get(event) ?? performance.now())) * 10) / 10,
      ...withoutUndefined({ sub }),
      ...(error instanceof ApiError
        ? { code: error.code, cause: describeCause(error.cause, { withStack: status === 500 }) }
        : {}),
    };
    if (status === 500 && error instanceof ApiError) publishFailure(error.cause);
    if (status >= 500) log.error("request", line);
    else log.info("request", line);
  };
  return {
    before: ({ event }) => {
      startedAt.set(event, performance.now());
    },
    after: write,
    onError: write,
  };
}
