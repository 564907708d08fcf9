/**
 * Paths as an HTTP API sees them: decoded once, then compared with the routes, case-sensitive and without normalization. Node,
 * hapi and serverless-offline normalize: they resolve dot segments, remove a slash at the end and keep `%2F` inside of a
 * segment. A request that would reach another route here than on AWS must not reach any.
 *
 * Measured on AWS: `rawPath` is decoded (hono#2156), `a%2Fb` is not one segment, and `/path/` is another route than `/path`.
 * Dot segments, empty segments and malformed paths are not documented: they are refused.
 */

/** The path of a request, decoded; or the status of its refusal: 400 for an invalid path, 404 for one that no route can have. */
export type RequestPath = { readonly decoded: string } | { readonly refusal: 400 | 404 };

/** RFC 3986 §3.3, and what browsers leave as it is (URL Standard, path percent-encode set). No backslash: a browser never sends one. */
const PATH = /^(?:\/(?:[\w.~!$&'()*+,;=:@|[\]^-]|%[\da-f]{2})*)+$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
const CONTROLS = /[\0-\x1f\x7f]/;

/** An encoded slash, question mark or number sign: later readers of the path would treat it as syntax. */
const ENCODED_SYNTAX = /%(?:2f|3f|23|5c)/i;

/** @param target from the request line: RFC 9112 §3.2.1 */
export function readRequestPath(target: string): RequestPath {
  const [path = ""] = target.split("?");
  if (!PATH.test(path)) return { refusal: 400 };
  const decoded = decode(path);
  if (decoded === null || CONTROLS.test(decoded)) return { refusal: 400 };
  if (ENCODED_SYNTAX.test(path)) return { refusal: 404 };
  const segments = decoded.slice(1).split("/");
  const hasGap = decoded !== "/" && segments.includes("");
  if (hasGap || segments.includes(".") || segments.includes("..")) return { refusal: 404 };
  return { decoded };
}

/** Null if the bytes are not UTF-8. */
function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
