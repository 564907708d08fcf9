import type { ProblemOf, paths } from "./api-types.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths that have a method. */
export type PathWith<M extends Method> = {
  [Path in keyof paths]: M extends keyof paths[Path] ? Path : never;
}[keyof paths];

export type OperationAt<Path extends keyof paths, M extends Method> =
  paths[Path] extends Record<M, infer Operation> ? Operation : never;

type IsOptional<Part> = Record<never, never> extends Part ? true : false;

type Params<Operation> = Operation extends { parameters: infer Part }
  ? IsOptional<Part> extends true
    ? { readonly params?: Part }
    : { readonly params: Part }
  : { readonly params?: never };

type Body<Operation> = Operation extends { requestBody: { content: { "application/json": infer Part } } }
  ? { readonly body: Part }
  : Operation extends { requestBody?: { content: { "application/json": infer Part } } }
    ? "requestBody" extends keyof Operation
      ? { readonly body?: Part }
      : { readonly body?: never }
    : { readonly body?: never };

/** Options of every call, besides the operation's own parts. */
interface CallOptions {
  /** Aborts the call: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

type Init<Operation> = Params<Operation> & Body<Operation> & CallOptions;

/** The arguments after the path; optional if nothing is required. */
export type CallArguments<Operation> =
  IsOptional<Init<Operation>> extends true ? [init?: Init<Operation>] : [init: Init<Operation>];

type Responses<Operation> = Operation extends { responses: infer All } ? All : never;

type Success<Response> = Response extends { content: { "application/json": infer Data } }
  ? Data
  : Response extends { content: { "text/html": infer Page } }
    ? Page
    : undefined;

type Data<Operation> = {
  [Status in keyof Responses<Operation>]: Status extends 200 | 201 | 202 | 204
    ? Success<Responses<Operation>[Status]>
    : never;
}[keyof Responses<Operation>];

/** Errors that only API Gateway answers, before any route. */
type BeforeTheRoute = ProblemOf<"route_not_found" | "body_too_large" | "validation_failed">;

type Problems<Operation> =
  | {
      [Status in keyof Responses<Operation>]: Responses<Operation>[Status] extends {
        content: { "application/problem+json": infer Problem };
      }
        ? Problem
        : never;
    }[keyof Responses<Operation>]
  | BeforeTheRoute;

/** An answer: `data` for a success, `error` for any other status. */
export type Answer<Operation> =
  | { readonly data: Data<Operation>; readonly error?: undefined; readonly response: Response }
  | { readonly data?: undefined; readonly error: Problems<Operation>; readonly response: Response };

/** A call's parts without their specific types. */
export interface AnyInit extends CallOptions {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
  };
  readonly body?: unknown;
  /** Whether to send cookies; for the routes that accept them. */
  readonly credentials?: "include";
}
