/**
 * Cross-origin access to the HTTP API
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html). With it configured, API Gateway answers
 * every preflight itself and replaces what a function says about origins.
 */
import { withoutUndefined } from "../without-undefined.ts";

/** `provider.httpApi.cors` of serverless.yml with the framework's defaults; `maxAge` in seconds. */
export interface CorsSettings {
  readonly allowedOrigins: readonly string[];
  readonly allowedHeaders?: readonly string[];
  readonly allowedMethods?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly exposedResponseHeaders?: readonly string[];
  readonly maxAge?: number;
}

/** The framework's defaults. */
const DEFAULT_HEADERS = [
  "Content-Type",
  "X-Amz-Date",
  "Authorization",
  "X-Api-Key",
  "X-Amz-Security-Token",
  "X-Amz-User-Agent",
  "X-Amzn-Trace-Id",
];

/**
 * The settings with the framework's defaults; null if the service has no settings.
 *
 * @param configured `true` or {@link CorsSettings}, of which each may be missing
 * @param routeMethods the methods of the API's routes
 */
export function corsSettings(configured: unknown, routeMethods: readonly string[]): CorsSettings | null {
  if (configured === undefined || configured === null || configured === false) return null;
  const given = configured === true ? {} : (configured as Partial<CorsSettings>);
  return {
    ...given,
    allowedOrigins: [given.allowedOrigins ?? "*"].flat(),
    allowedHeaders: [given.allowedHeaders ?? DEFAULT_HEADERS].flat(),
    allowedMethods: [given.allowedMethods ?? ["OPTIONS", ...new Set(routeMethods)]].flat(),
  };
}

export function isOriginAllowed({ allowedOrigins }: CorsSettings, origin: string): boolean {
  return allowedOrigins.includes("*") || allowedOrigins.includes(origin);
}

/** The headers of any answer to a request from an origin; none for an origin that is not allowed. */
export function originHeaders(cors: CorsSettings, origin: string): Record<string, string> {
  if (!isOriginAllowed(cors, origin)) return {};
  return {
    "access-control-allow-origin": cors.allowedOrigins.includes("*") ? "*" : origin,
    ...(cors.allowCredentials === true ? { "access-control-allow-credentials": "true" } : {}),
    ...list("access-control-expose-headers", cors.exposedResponseHeaders),
  };
}

/** The headers of the answer to a preflight. */
export function preflightHeaders(cors: CorsSettings, origin: string): Record<string, string> {
  const allowed = originHeaders(cors, origin);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    ...list("access-control-allow-methods", cors.allowedMethods),
    ...list("access-control-allow-headers", cors.allowedHeaders),
    ...withoutUndefined({ "access-control-max-age": cors.maxAge?.toString() }),
  };
}

function list(name: string, values: readonly string[] | undefined): Record<string, string> {
  return values === undefined || values.length === 0 ? {} : { [name]: values.join(",") };
}
