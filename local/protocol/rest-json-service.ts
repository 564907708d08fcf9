/**
 * AWS REST JSON, from the server's side: method and path name the operation; path, query and body together are its input; an
 * error's name is in a header (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).
 */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { JsonResponse } from "./json-service.ts";
import { serializationError } from "./read-shape.ts";
import { ServiceError } from "./service-error.ts";

export interface RestRequest {
  readonly method: string;
  /** The original, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RestService {
  /** Serves one request. Never rejects. */
  handle(request: RestRequest): Promise<JsonResponse>;
}

export interface Route {
  readonly method: string;
  /** `/v2/email/identities/{EmailIdentity}`: a member's name in braces matches one segment. */
  readonly path: string;
  readonly operation: string;
}

/** The members of an operation's input, not yet validated: those of path and query are strings. */
type Members = Readonly<Record<string, unknown>>;

/** Runs the operation of that name; `null` if there is no route. */
export type RestDispatch = (operation: string | null, members: Members) => Promise<unknown>;

/** Serves one request. Never rejects: any other error than a ServiceError becomes an error without details. */
export async function serveRestJson(
  request: RestRequest,
  routes: readonly Route[],
  dispatch: RestDispatch,
  onFault: (error: unknown) => void,
): Promise<JsonResponse> {
  try {
    const found = findRoute(request, routes);
    const members =
      found === null
        ? {}
        : { ...parseBody(request.body), ...Object.fromEntries(request.query), ...found.labels };
    const output = await dispatch(found?.operation ?? null, members);
    return respond(200, {}, JSON.stringify(output));
  } catch (error) {
    if (error instanceof ServiceError) return renderRestError(error);
    onFault(error);
    return renderRestError(
      new ServiceError("InternalServiceErrorException", "Internal server error", { status: 500 }),
    );
  }
}

function findRoute({ method, path }: RestRequest, routes: readonly Route[]) {
  const segments = path.split("/");
  for (const route of routes) {
    const labels = route.method === method ? matchPath(route.path.split("/"), segments) : null;
    if (labels !== null) return { operation: route.operation, labels };
  }
  return null;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Members | null {
  if (pattern.length !== segments.length) return null;
  const labels: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    const [, member] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (member === undefined && part !== segment) return null;
    if (member !== undefined) labels[member] = decode(segment);
  }
  return labels;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw serializationError(`${segment} is not a path segment`);
  }
}

function parseBody(body: Buffer): Members {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationError("");
  }
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) throw serializationError("");
  return parsed as Members;
}

/** An error as the answer to a request. */
export function renderRestError({ code, message, status }: ServiceError): JsonResponse {
  return respond(
    status,
    { "x-amzn-errortype": code },
    JSON.stringify({ message: message === "" ? null : message }),
  );
}

function respond(status: number, headers: Record<string, string>, body: string): JsonResponse {
  return {
    status,
    headers: { ...headers, "content-type": "application/json", "x-amzn-requestid": randomUUID() },
    body,
  };
}
