import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { en } from "zod/locales";
import * as z from "zod/mini";
import { type AdminMfa, acrValuesOf } from "../auth/authentication-level.ts";
import type { Scope } from "../auth/permissions.ts";
import { type Caller, readCaller } from "../auth/principal.ts";
import type { TermsGuard } from "../consent/terms-guard.ts";
import type { ClientLimits } from "../limits/client-limits.ts";
import type { AnswerFloor } from "./answer-floor.ts";
import { ApiError, type FieldError } from "./api-error.ts";
import { clientAddress } from "./client-address.ts";
import { CsvFile } from "./csv-file.ts";
import { HtmlPage } from "./html-page.ts";
import { Reply, type RequestOrigin, type Route } from "./route.ts";
import type { SessionGuard } from "./session-guard.ts";

/** A client that sends garbage on purpose needs no complete list. */
const MAX_FIELD_ERRORS = 20;

// The small build of zod has no messages of its own.
z.config(en());

const NoQuery = z.strictObject({});

/** The claims that the gateway's JWT authorizer left in the event, if it ran at all. */
export function claimsOf(event: APIGatewayProxyEventV2): unknown {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: unknown } } };
  return authorizer?.jwt?.claims;
}

/** The gateway has checked token and scope already. This protects a route whose authorizer is missing. */
function authorize(event: APIGatewayProxyEventV2, scope: Scope, { callers }: Route): Caller {
  const principal = readCaller(claimsOf(event));
  if (principal === undefined) throw new ApiError("unauthorized");
  if (!principal.scopes.includes(scope)) {
    // RFC 6750 §3.1
    throw new ApiError("insufficient_scope", {
      headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
  if (principal.kind === "machine" && callers === "users") throw new ApiError("machine_not_allowed");
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

function originOf(event: APIGatewayProxyEventV2): RequestOrigin {
  const { headers, cookies = [], requestContext } = event;
  const { requestId, domainName, http } = requestContext;
  return {
    requestId,
    ip: clientAddress(event),
    userAgent: http.userAgent,
    languages: headers["accept-language"],
    path: http.path,
    host: headers.host ?? domainName,
    origin: headers.origin,
    fetchSite: headers["sec-fetch-site"],
    cookies,
  };
}

/** The token that the gateway has verified, without its scheme, which is case-insensitive (RFC 9110 §11.1). */
function accessTokenOf({ headers }: APIGatewayProxyEventV2): string {
  return (headers.authorization ?? "").replace(/^bearer +/i, "");
}

function render(route: Route, answer: unknown): APIGatewayProxyStructuredResultV2 {
  const { body: answered, cookies, headers } = answer instanceof Reply ? answer : new Reply(answer, {});
  const body: unknown = z.parse(route.response, answered);
  const withCookies = cookies.length === 0 ? {} : { cookies: [...cookies] };
  if (body === undefined) return { statusCode: route.status, ...withCookies };
  if (body instanceof HtmlPage) {
    return {
      statusCode: route.status,
      ...withCookies,
      headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": body.policy },
      body: body.html,
    };
  }
  if (body instanceof CsvFile) {
    return {
      statusCode: route.status,
      ...withCookies,
      headers: { ...headers, "content-type": "text/csv; charset=utf-8" },
      body: body.text,
    };
  }
  return {
    statusCode: route.status,
    ...withCookies,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

/** What a module protects its routes with. */
export interface Protection {
  /** Null if all routes of the module are public. */
  readonly guard: SessionGuard | null;
  /** For routes with an administrative scope: whether they need a sign-in with a second factor. */
  readonly adminMfa?: AdminMfa | undefined;
  /** Null if users need not accept any terms. */
  readonly terms?: TermsGuard | null;
  /** For routes that limit their clients. */
  readonly limits?: ClientLimits;
  /** For routes whose answers must take the same time. */
  readonly floor?: AnswerFloor;
}

/** @throws ApiError `too_many_requests`, with the seconds until the client may try again (RFC 9110 §10.2.3) */
async function countClient({ counts }: Route, { ip }: RequestOrigin, limits: ClientLimits | undefined) {
  if (counts === undefined || limits === undefined) return;
  const seconds = await limits.count(counts, ip);
  if (seconds === undefined) return;
  throw new ApiError("too_many_requests", { headers: { "retry-after": String(seconds) } });
}

/**
 * Answers one request to one route: authorizes it, checks the session and every part, counts the client, runs the route, checks
 * and renders the answer. Only a valid request is counted: the others do no work.
 *
 * @param event its `body` is parsed already, if the route takes one
 * @param remaining milliseconds until the function would be ended
 * @throws ApiError `unauthorized`, `insufficient_scope`, `machine_not_allowed`, what the guard throws, `validation_failed`,
 *   `too_many_requests` and whatever the route throws
 */
export async function answerRoute(
  route: Route,
  event: APIGatewayProxyEventV2,
  { guard, adminMfa, terms, limits, floor }: Protection,
  remaining: () => number,
): Promise<APIGatewayProxyStructuredResultV2> {
  const from = originOf(event);
  const { scope } = route;
  const principal = scope === undefined ? undefined : authorize(event, scope, route);
  const accessToken = principal === undefined ? undefined : accessTokenOf(event);
  // A machine has no session to look up and no sign-in to repeat: it only has its short-lived token.
  if (scope !== undefined && principal?.kind === "user" && accessToken !== undefined) {
    const acrValues = adminMfa === "required" ? acrValuesOf(scope) : [];
    await guard?.({ principal, accessToken, from, assurance: route.assurance, acrValues });
    if (!route.beforeTerms) await terms?.(principal.sub);
  }
  const errors: FieldError[] = [];
  const input = {
    from,
    principal,
    accessToken,
    params: parse("path", route.params, event.pathParameters ?? {}, errors),
    query: parse("query", route.query ?? NoQuery, event.queryStringParameters ?? {}, errors),
    body: parse("body", route.body, event.body, errors),
  };
  if (errors.length > 0) {
    throw new ApiError("validation_failed", { errors: errors.slice(0, MAX_FIELD_ERRORS) });
  }
  await countClient(route, from, limits);
  const run = () => route.run(input);
  const { answersAlike } = route;
  const isHeldBack = answersAlike !== undefined && floor !== undefined;
  return render(route, await (isHeldBack ? floor(answersAlike, remaining(), run) : run()));
}
