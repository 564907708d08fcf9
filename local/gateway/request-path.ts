/**
 * Paths as an HTTP API sees them: decoded once, then compared with the routes, by case and without any tidying. Node, hapi and
 * serverless-offline tidy: they resolve dot segments, take a slash off the end and keep `%2F` inside of a segment. A request
 * that reaches another route here than on AWS must not reach any.
 *
 * Measured on AWS: `rawPath` is decoded (hono#2156), `a%2Fb` is not one segment, and `/path/` is another route than `/path`.
 * Not documented are dot segments, empty ones, and what is malformed: refused.
 */

/** The path of a request, decoded; or the status of its refusal: 400 for what is not a path, 404 for one that no route can have. */
export type RequestPath = { readonly decoded: string } | { readonly refusal: 400 | 404 };

/** RFC 3986 §3.3, and what browsers leave as it is (URL Standard, path percent-encode set). No backslash: a browser never sends one. */
const PATH = /^(?:\/(?:[\w.~!$&'()*+,;=:@|[\]^-]|%[\da-f]{2})*)+$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
const CONTROLS = /[\0-\x1f\x7f]/;

/** A slash, a question mark or a number sign that was encoded: further readers of the path would take it for syntax. */
const ENCODED_SYNTAX = /%(?:2f|3f|23|5c)/i;

/** @param target as the request line has it: RFC 9112 §3.2.1 */
export function readRequestPath(target: string): RequestPath {
  const [path = ""] = target.split("?", 1);
  if (!PATH.test(path)) return { refusal: 400 };
  const decoded = decode(path);
  if (decoded === null || CONTROLS.test(decoded)) return { refusal: 400 };
  if (ENCODED_SYNTAX.test(path)) return { refusal: 404 };
  const segments = decoded.slice(1).split("/");
  const hasGap = decoded !== "/" && segments.includes("");
  if (hasGap || segments.includes(".") || segments.includes("..")) return { refusal: 404 };
  return { decoded };
}

/** Null where the bytes are not UTF-8. */
function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
