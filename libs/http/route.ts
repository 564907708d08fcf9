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
  /** The request's `Accept-Language`. */
  readonly languages: string | undefined;
  /** The path that the client requested, without the query. */
  readonly path: string;
  /** The host that the client requested, without a scheme. */
  readonly host: string;
  /** The page that asks, if the browser tells (RFC 6454). */
  readonly origin: string | undefined;
  /** How the page's site relates to ours, if the browser tells: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header */
  readonly fetchSite: string | undefined;
  /** `name=value` each. */
  readonly cookies: readonly string[];
}

interface ReplyParts {
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** Beside those of every answer; names in lower case. */
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
 * The input of `run`: the parts that the route declares, parsed and typed, the origin of the request, and, if the route
 * declares a scope, the principal and the token.
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

/** Whose tokens a route accepts. A machine is a client with a secret and without a user. */
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
  /** The name of the route and of its constant: OpenAPI's `operationId`. */
  readonly operation: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What its callers must know beside that, in whole sentences: for OpenAPI's `description`. */
  readonly description?: string;
  /** The errors of the route, beside those of every route ({@link commonErrors}); any other error becomes an internal one. */
  readonly errors?: readonly ErrorCode[];
  readonly method: HttpMethod;
  readonly path: `/v1/${string}`;
  /** The scope that the access token must hold. Without it the route is public and has no principal. */
  readonly scope?: RouteScope;
  /** Default: users. Machines only for routes that change nothing and need no account of the caller's own. */
  readonly callers?: RouteScope extends Scope ? RouteCallers : never;
  /**
   * `recent`: the sign-in must be recent, and every request checks whether it was revoked. For routes that could take over an
   * account or that reach other users' accounts. It does not affect machines, which sign in for each token.
   */
  readonly assurance?: RouteScope extends Scope ? Assurance : never;
  /** Whether a user may call it who has not accepted the current terms, where the API requires that. Default: no. */
  readonly beforeTerms?: RouteScope extends Scope ? boolean : never;
  /** Which answers must take the same time for every account ({@link AnswersAlike}). Default: none. */
  readonly answersAlike?: AnswersAlike;
  /**
   * Which budget of the client's address a request takes from. Only for public routes: a client with a valid access token is
   * never counted.
   */
  readonly counts?: RouteScope extends Scope ? never : ClientBudget;
  readonly params?: Params;
  readonly query?: Query;
  /** Optional if it accepts undefined. */
  readonly body?: Body;
  /** The answer. One that does not match is an internal error, so that nothing unplanned gets out. */
  readonly response: Response;
  /** Default 200. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly run: (
    input: RunInput<RouteScope, RouteCallers, Params, Query, Body>,
  ) => Answer<z.input<Response>> | Promise<Answer<z.input<Response>>>;
}

/** A route without its types, as the module holds it. */
export interface Route {
  readonly operation: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly errors: readonly ErrorCode[];
  readonly method: HttpMethod;
  readonly path: `/v1/${string}`;
  readonly scope: Scope | undefined;
  readonly callers: Callers;
  readonly assurance: Assurance;
  readonly beforeTerms: boolean;
  readonly answersAlike: AnswersAlike | undefined;
  readonly counts: ClientBudget | undefined;
  readonly params: z.core.$ZodType | undefined;
  readonly query: z.core.$ZodType | undefined;
  readonly body: z.core.$ZodType | undefined;
  readonly response: z.core.$ZodType;
  readonly status: number;
  readonly run: (input: RouteInput) => Promise<unknown>;
}

/** The parsed parts of a request; undefined for a part that the route does not declare. */
interface RouteInput {
  readonly from: RequestOrigin;
  readonly principal: Caller | undefined;
  readonly accessToken: string | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Declares a route. HTTP, parsing, validation, authorization, status and errors are up to the module ({@link httpModule});
 * `run` takes typed input and returns the answer or throws an ApiError.
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
    description: definition.description,
    errors: definition.errors ?? [],
    method: definition.method,
    path: definition.path,
    scope: definition.scope,
    callers: definition.callers ?? "users",
    assurance: definition.assurance ?? "usual",
    beforeTerms: definition.beforeTerms ?? false,
    answersAlike: definition.answersAlike,
    counts: definition.counts,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    response: definition.response,
    status: definition.status ?? 200,
    // The module parsed the input with this route's own schemas: here it gets its types back.
    run: async (input) =>
      definition.run(input as RouteInput & RunInput<RouteScope, RouteCallers, Params, Query, Body>),
  };
}
