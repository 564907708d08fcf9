/**
 * Cross-origin access to a bucket, by its rules
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html).
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { withoutUndefined } from "../without-undefined.ts";
import { crossOriginNotEnabled, crossOriginRefused, S3Error } from "./s3-error.ts";

/** A rule with the members of CloudFormation's `CorsRule`; `MaxAge` in seconds. */
export interface CorsRule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
}

const VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** The headers of an answer to a browser's request; none if no rule allows it: then the browser withholds the answer. */
export function corsHeaders(
  rules: readonly CorsRule[],
  { headers: { origin }, method = "GET" }: IncomingMessage,
): Record<string, string> {
  const rule =
    origin === undefined ? undefined : rules.find((candidate) => allows(candidate, origin, method));
  return rule === undefined || origin === undefined ? {} : headersOf(rule, origin);
}

/**
 * The headers of the answer to a preflight request.
 *
 * @throws S3Error S3's own refusal
 */
export function preflightHeaders(
  rules: readonly CorsRule[],
  headers: IncomingHttpHeaders,
): Record<string, string> {
  const origin = headers.origin;
  const method = headers["access-control-request-method"];
  if (origin === undefined) {
    throw new S3Error("BadRequest", "Insufficient information. Origin request header needed.");
  }
  if (method === undefined) throw new S3Error("BadRequest", "Invalid Access-Control-Request-Method: null");
  if (rules.length === 0) throw crossOriginNotEnabled();
  const asked = (headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = rules.find(
    (candidate) =>
      allows(candidate, origin, method) &&
      asked.every((name) => matchesAny(candidate.AllowedHeaders ?? [], name)),
  );
  if (rule === undefined) throw crossOriginRefused();
  return {
    ...headersOf(rule, origin),
    ...(asked.length === 0 ? {} : { "access-control-allow-headers": asked.join(", ") }),
    ...withoutUndefined({ "access-control-max-age": rule.MaxAge?.toString() }),
  };
}

function headersOf(rule: CorsRule, origin: string): Record<string, string> {
  const isOpen = rule.AllowedOrigins.includes("*");
  return {
    "access-control-allow-origin": isOpen ? "*" : origin,
    ...(isOpen ? {} : { "access-control-allow-credentials": "true" }),
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(rule.ExposedHeaders === undefined
      ? {}
      : { "access-control-expose-headers": rule.ExposedHeaders.join(", ") }),
    vary: VARY,
  };
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return rule.AllowedMethods.includes(method) && matchesAny(rule.AllowedOrigins, origin);
}

/** A pattern may hold one `*`. */
function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const [before = "", after] = pattern.toLowerCase().split("*");
    const given = text.toLowerCase();
    if (after === undefined) return given === before;
    return given.length >= before.length + after.length && given.startsWith(before) && given.endsWith(after);
  });
}
