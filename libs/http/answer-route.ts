import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { en } from "zod/locales";
import * as z from "zod/mini";
import type { Scope } from "../auth/permissions.ts";
import { type Principal, readPrincipal } from "../auth/principal.ts";
import { ApiError, type FieldError } from "./api-error.ts";
import type { Route } from "./route.ts";

/** More would only help somebody who sends rubbish on purpose. */
const MAX_FIELD_ERRORS = 20;

// The small build of zod brings no words of its own.
z.config(en());

const NoQuery = z.strictObject({});

/** The claims that the gateway's JWT authorizer left in the event, if it ran at all. */
export function claimsOf(event: APIGatewayProxyEventV2): unknown {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: unknown } } };
  return authorizer?.jwt?.claims;
}

/** The gateway has checked token and scope already; a route that lost its authorizer must still be closed. */
function authorize(event: APIGatewayProxyEventV2, scope: Scope): Principal {
  const principal = readPrincipal(claimsOf(event));
  if (principal === undefined) throw new ApiError("unauthorized");
  if (!principal.scopes.includes(scope)) {
    // RFC 6750 §3.1
    throw new ApiError("insufficient_scope", {
      headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
  return principal;
}

/** RFC 6901, in its URI fragment form. */
function pointer(path: readonly PropertyKey[]): string {
  return `#${path.map((key) => `/${encodeURIComponent(String(key).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
}

function parse(
  part: FieldError["in"],
  schema: z.core.$ZodType | undefined,
  value: unknown,
  errors: FieldError[],
): unknown {
  if (schema === undefined) return undefined;
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    errors.push({ in: part, pointer: pointer(issue.path), detail: issue.message });
  }
  return undefined;
}

function render(route: Route, answer: unknown): APIGatewayProxyStructuredResultV2 {
  const body: unknown = z.parse(route.response, answer);
  if (body === undefined) return { statusCode: route.status };
  return {
    statusCode: route.status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

/**
 * Answers one request to one route: authorize, check every part, run, check and render the answer.
 *
 * @param event its `body` is parsed already, where the route takes one.
 * @throws ApiError `unauthorized`, `insufficient_scope`, `validation_failed` and whatever the route throws.
 */
export async function answerRoute(
  route: Route,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const principal = route.scope === undefined ? undefined : authorize(event, route.scope);
  const errors: FieldError[] = [];
  const input = {
    principal,
    params: parse("path", route.params, event.pathParameters ?? {}, errors),
    query: parse("query", route.query ?? NoQuery, event.queryStringParameters ?? {}, errors),
    body: parse("body", route.body, event.body, errors),
  };
  if (errors.length > 0)
    throw new ApiError("validation_failed", { errors: errors.slice(0, MAX_FIELD_ERRORS) });
  return render(route, await route.run(input));
}
