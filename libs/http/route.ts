import type * as z from "zod/mini";
import type { Scope } from "../auth/permissions.ts";
import type { Caller, Principal } from "../auth/principal.ts";
import type { ClientBudget } from "../limits/client-limits.ts";
import type { ErrorCode } from "./error-codes.ts";

/**
 * Which answers of a route must not tell by their time whether there is an account:
 *
 * - `always`: every answer;
 * - `refusals`: errors; a success tells by itself;
 * - `unless`: every answer without this member, such as `tokens`, which tells by itself.
 */
export type AnswersAlike = "always" | "refusals" | { readonly unless: string };

type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Part<Name extends string, Schema> = Schema extends z.core.$ZodType
  ? { readonly [name in Name]: z.output<Schema> }
  : unknown;

/** Where a request came from, as the gateway saw it. */
export interface RequestOrigin {
  readonly requestId: string;
  /** The client's address, also behind a trusted distribution: see client-address.ts. */
  readonly ip: string;
  readonly userAgent: string;
  /** `Accept-Language`, as it was sent. */
  readonly languages: string | undefined;
  /** The path that the client asked, without the query. */
  readonly path: string;
  /** The host that the client asked, without a scheme. */
  readonly host: string;
  /** The page that asks, where a browser tells (RFC 6454). */
  readonly origin: string | undefined;
  /** How the page's site stands to ours, where a browser tells: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header */
  readonly fetchSite: string | undefined;
  /** `name=value` each. */
  readonly cookies: readonly string[];
}

interface ReplyParts {
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** Beside those that every answer has; names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with more than a body. */
export class Reply<Body> {
  readonly body: Body;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Body, { cookies = [], headers = {} }: ReplyParts) {
    this.body = body;
    this.cookies = cookies;
    this.headers = headers;
  }
}

/**
 * What `run` gets: the parts that the route declares, parsed and typed, where the request came from, and the principal
 * with the token itself where it declares a scope.
 */
type RunInput<RouteScope, Callers, Params, Query, Body> = Part<"params", Params> &
  Part<"query", Query> &
  Part<"body", Body> & { readonly from: RequestOrigin } & (RouteScope extends Scope
    ? {
        readonly principal: Callers extends "users and machines" ? Caller : Principal;
        readonly accessToken: string;
      }
    : unknown);

export type Assurance = "usual" | "recent";

/** Whose tokens a route takes. A machine is a client with a secret and without a user. */
export type Callers = "users" | "users and machines";

type Answer<Body> = Body | Reply<Body>;

interface RouteDefinition<
  Response extends z.core.$ZodType,
  RouteScope extends Scope | undefined,
  RouteCallers extends Callers,
  Params extends z.core.$ZodType | undefined,
  Query extends z.core.$ZodType | undefined,
  Body extends z.core.$ZodType | undefined,
> {
  /** The route's name, which is also the constant's that holds it: OpenAPI's `operationId`. */
  readonly operation: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What it may answer beside the errors that every route may ({@link commonErrors}); whatever else it throws is an internal one. */
  readonly errors?: readonly ErrorCode[];
  readonly method: HttpMethod;
  readonly path: `/v1/${string}`;
  /** The scope that the access token must hold. Without it the route is public and has no principal. */
  readonly scope?: RouteScope;
  /** Default: users. Machines only where there is nothing to change, and no account of the caller's own is needed. */
  readonly callers?: RouteScope extends Scope ? RouteCallers : never;
  /**
   * `recent`: the sign-in must be recent, and whether it was revoked is looked up with every request. For what takes an
   * account over or reaches other people's. A machine signs in for each token, so this asks nothing of it.
   */
  readonly assurance?: RouteScope extends Scope ? Assurance : never;
  /** Which answers must take the same time whatever account they are about ({@link AnswersAlike}). Default: none. */
  readonly answersAlike?: AnswersAlike;
  /**
   * The budget of the client's address that a request takes from. Only for public routes: a client with a valid access token
   * is never counted.
   */
  readonly counts?: RouteScope extends Scope ? never : ClientBudget;
  readonly params?: Params;
  readonly query?: Query;
  /** One that takes undefined may be left out. */
  readonly body?: Body;
  /** What is answered; an answer that does not fit is an internal error, so nothing unplanned gets out. */
  readonly response: Response;
  /** Default 200. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly run: (
    input: RunInput<RouteScope, RouteCallers, Params, Query, Body>,
  ) => Answer<z.input<Response>> | Promise<Answer<z.input<Response>>>;
}

/** A route with its types forgotten, as the module holds it. */
export interface Route {
  readonly operation: string;
  readonly summary: string;
  readonly errors: readonly ErrorCode[];
  readonly method: HttpMethod;
  readonly path: `/v1/${string}`;
  readonly scope: Scope | undefined;
  readonly callers: Callers;
  readonly assurance: Assurance;
  readonly answersAlike: AnswersAlike | undefined;
  readonly counts: ClientBudget | undefined;
  readonly params: z.core.$ZodType | undefined;
  readonly query: z.core.$ZodType | undefined;
  readonly body: z.core.$ZodType | undefined;
  readonly response: z.core.$ZodType;
  readonly status: number;
  readonly run: (input: RouteInput) => Promise<unknown>;
}

/** The parsed parts of a request; a part that the route does not declare is undefined. */
interface RouteInput {
  readonly from: RequestOrigin;
  readonly principal: Caller | undefined;
  readonly accessToken: string | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Declares a route. HTTP, parsing, validation, authorization, status and errors are the module's business
 * ({@link httpModule}); `run` takes typed input, returns the answer, and throws an ApiError where there is none.
 */
export function route<
  Response extends z.core.$ZodType,
  RouteScope extends Scope | undefined = undefined,
  RouteCallers extends Callers = "users",
  Params extends z.core.$ZodType | undefined = undefined,
  Query extends z.core.$ZodType | undefined = undefined,
  Body extends z.core.$ZodType | undefined = undefined,
>(definition: RouteDefinition<Response, RouteScope, RouteCallers, Params, Query, Body>): Route {
  return {
    operation: definition.operation,
    summary: definition.summary,
    errors: definition.errors ?? [],
    method: definition.method,
    path: definition.path,
    scope: definition.scope,
    callers: definition.callers ?? "users",
    assurance: definition.assurance ?? "usual",
    answersAlike: definition.answersAlike,
    counts: definition.counts,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    response: definition.response,
    status: definition.status ?? 200,
    // The module parsed the input with this very route's schemas: here the forgotten types come back.
    run: async (input) =>
      definition.run(input as RouteInput & RunInput<RouteScope, RouteCallers, Params, Query, Body>),
  };
}
