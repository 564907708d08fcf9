import middy, { type MiddlewareObj } from "@middy/core";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import httpRouter, { type Method, type Route as RouterEntry } from "@middy/http-router";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { isAdministrative } from "../auth/permissions.ts";
import { Fault } from "../observability/describe-cause.ts";
import { type Log, logger } from "../observability/logger.ts";
import { answerRoute, type Protection } from "./answer-route.ts";
import { ApiError } from "./api-error.ts";
import { commonErrors } from "./common-errors.ts";
import { isOptional } from "./is-optional.ts";
import { renderProblem, toApiError } from "./problem.ts";
import { requestLog } from "./request-log.ts";
import type { Route } from "./route.ts";

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
type Entry = RouterEntry<Event, Result>;

const MAX_BODY_BYTES = 64 * 1024;

/** Milliseconds before Lambda's own time-out in which a problem can still be answered instead of a bare 5xx. */
const TIMEOUT_RESERVE = 300;

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];

/**
 * Answers hold tokens and personal data: browsers and proxies must not store, sniff, frame or refer to them (OWASP REST
 * Security). https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
} as const;

/** For every answer except pages, which have their own: see {@link HtmlPage}. */
const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

function securityHeaders(): MiddlewareObj<Event, Result> {
  const add: NonNullable<MiddlewareObj<Event, Result>["after"]> = (request) => {
    if (!request.response) return;
    request.response.headers = {
      "content-security-policy": NO_CONTENT_POLICY,
      ...request.response.headers,
      ...SECURITY_HEADERS,
    };
  };
  return { after: add, onError: add };
}

function problems(): MiddlewareObj<Event, Result> {
  return {
    // Set, not returned: a returned answer would end the chain before the headers and the log.
    onError: (request) => {
      const error = toApiError(request.error);
      request.error = error;
      request.response = renderProblem(error, request.event.requestContext.requestId);
    },
  };
}

const EMPTY_OR_DOT_SEGMENT = /\/\.{0,2}(?:\/|$)/;

/**
 * The router takes `/v1/me/` for `/v1/me`, and clients and proxies resolve dot segments. Here a path must match its route
 * exactly, as in an HTTP API.
 */
function exactPaths(): MiddlewareObj<Event, Result> {
  return {
    before: ({ event: { requestContext } }) => {
      if (EMPTY_OR_DOT_SEGMENT.test(requestContext.http.path)) throw new ApiError("route_not_found");
    },
  };
}

/** Before anything reads the body. Base64 stores three bytes in four characters. */
function bodyLimit(): MiddlewareObj<Event, Result> {
  return {
    before: ({ event: { body, isBase64Encoded } }) => {
      const bytes = body === undefined ? 0 : Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8");
      if (bytes > MAX_BODY_BYTES) throw new ApiError("body_too_large");
    },
  };
}

/** Requires JSON, also as the media type; a missing body is accepted only if the route allows it. */
function jsonBody(schema: NonNullable<Route["body"]>): MiddlewareObj<Event, Result> {
  const parser = httpJsonBodyParser<Event>();
  if (!isOptional(schema)) return parser;
  return {
    before: (request) => (request.event.body === undefined ? undefined : parser.before?.(request)),
  };
}

/** A route answers only what it documents. Anything else is an internal error, which is logged. */
function onlyDocumented(route: Route): (error: unknown) => never {
  const documented = new Set([...commonErrors(route), ...route.errors]);
  return (error) => {
    if (!(error instanceof ApiError) || documented.has(error.code)) throw error;
    const after = error.cause instanceof Error ? ` after ${error.cause.name}` : "";
    throw new ApiError("internal_error", {
      cause: new Fault(`${error.code}${after} is not documented`, { cause: error.cause }),
    });
  };
}

function entry(route: Route, protection: Protection): Entry {
  const refuse = onlyDocumented(route);
  const handler = middy<Event, Result>((event: Event, context: Context) =>
    answerRoute(route, event, protection, () => context.getRemainingTimeInMillis()).catch(refuse),
  );
  if (route.body !== undefined) handler.use(jsonBody(route.body));
  return { method: route.method, path: route.path, handler };
}

/** The methods that a path does not accept: each is answered by 405 with those that it does (RFC 9110 §15.5.6). */
function refusals(routes: readonly Route[]): Entry[] {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return [...byPath].flatMap(([path, atPath]) => {
    const allowed: readonly Method[] = atPath.map(({ method }) => method);
    const handler = (): Promise<Result> => {
      throw new ApiError("method_not_allowed", { headers: { allow: allowed.join(", ") } });
    };
    return METHODS.filter((method) => !allowed.includes(method)).map((method) => ({ method, path, handler }));
  });
}

function checkDistinct(routes: readonly Route[]): void {
  const keys = routes.map(({ method, path }) => `${method} ${path}`);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  if (twice.length > 0) throw new Error(`declared twice: ${twice.join(", ")}`);
}

/** What a route needs and its module does not have. */
function missingFor(route: Route, { guard, adminMfa, limits, floor }: Protection): string[] {
  const { scope, assurance, counts, answersAlike } = route;
  const isForAdministrators = scope !== undefined && isAdministrative(scope);
  const needs = {
    guard: scope !== undefined && guard === null,
    adminMfa: isForAdministrators && adminMfa === undefined,
    // Only a recent sign-in is asked for its level.
    "recent sign-in": isForAdministrators && assurance !== "recent",
    limits: counts !== undefined && limits === undefined,
    floor: answersAlike !== undefined && floor === undefined,
  };
  return Object.entries(needs).flatMap(([name, isMissing]) => (isMissing ? [name] : []));
}

/** A route that needs a protection which the module does not have would silently go without. */
function checkProtected(routes: readonly Route[], protection: Protection): void {
  for (const route of routes) {
    const missing = missingFor(route, protection);
    if (missing.length > 0) throw new Error(`no ${missing.join(", no ")} for ${route.method} ${route.path}`);
  }
}

/**
 * Builds the Lambda handler of a module from its routes, for API Gateway's HTTP API, payload format 2.0. The only place that
 * knows HTTP: routing (404, 405), body limit (413), media type (415), JSON (400), authorization, validation, status, problems,
 * headers, and one log line per request.
 *
 * @param protection the guard checks whether a session was revoked and is null only for modules without sessions; `adminMfa` is
 *   needed by routes with an administrative scope, limits and floor by routes that declare `counts` and `answersAlike`
 * @param log for that log line; tests read it
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpModule(
  routes: readonly Route[],
  { log = logger, ...protection }: Protection & { readonly log?: Log },
): HttpHandler {
  checkDistinct(routes);
  checkProtected(routes, protection);
  const router = httpRouter<Event, Result>({
    routes: [...routes.map((route) => entry(route, protection)), ...refusals(routes)],
    notFoundResponse: () => {
      throw new ApiError("route_not_found");
    },
  });
  // Hooks of answers and errors run in reverse: problem, then headers, then log.
  const handler = middy<Event, Result>(router, { timeoutEarlyInMillis: TIMEOUT_RESERVE })
    .use(requestLog(log))
    .use(securityHeaders())
    .use(problems())
    .use(httpHeaderNormalizer())
    .use(exactPaths())
    .use(bodyLimit());
  return (event, context) => handler(event, context);
}
