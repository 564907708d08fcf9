/**
 * Conditional requests (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html, RFC 9110 §13).
 */
import type { IncomingHttpHeaders } from "node:http";
import type { StoredObject } from "./object-store.ts";
import { noSuchKey, notImplementedHeader, preconditionFailed } from "./s3-error.ts";

type State = Pick<StoredObject, "etag" | "lastModified">;

/** The values of `If-Match` and similar conditions, from any source. */
interface ReadConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

/** A condition that does not hold; a read answers `not-modified` with 304. */
interface Unmet {
  readonly header: string;
  readonly isNotModified: boolean;
}

const withoutQuotes = (etag: string): string => etag.trim().replace(/^(?:W\/)?"(.*)"$/, "$1");

const matches = (header: string, etag: string): boolean =>
  header.trim() === "*" || header.split(",").some((one) => withoutQuotes(one) === withoutQuotes(etag));

/** Null for a missing header or an invalid date, which RFC 9110 §13.1.3 ignores. */
function dateOf(header: string | undefined): number | null {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? null : time;
}

/** In the order of RFC 9110 §13.2.2: a date counts only if there is no ETag of its kind. */
function unmetCondition({ etag, lastModified }: State, conditions: ReadConditions): Unmet | null {
  const { ifMatch, ifNoneMatch } = conditions;
  const [since, unmodifiedSince] = [dateOf(conditions.ifModifiedSince), dateOf(conditions.ifUnmodifiedSince)];
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) return { header: "If-Match", isNotModified: false };
  } else if (unmodifiedSince !== null && lastModified > unmodifiedSince) {
    return { header: "If-Unmodified-Since", isNotModified: false };
  }
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, etag)) return { header: "If-None-Match", isNotModified: true };
  } else if (since !== null && lastModified <= since) {
    return { header: "If-Modified-Since", isNotModified: true };
  }
  return null;
}

/**
 * @returns false if the client has the object already: 304
 * @throws S3Error PreconditionFailed
 */
export function checkRead(object: State, headers: IncomingHttpHeaders): boolean {
  const unmet = unmetCondition(object, {
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
    ifModifiedSince: headers["if-modified-since"],
    ifUnmodifiedSince: headers["if-unmodified-since"],
  });
  if (unmet !== null && !unmet.isNotModified) throw preconditionFailed(unmet.header);
  return unmet === null;
}

/** Whether a `Range` counts (RFC 9110 §13.1.5): with an `If-Range` of an older object, it does not. */
export function isRangeWanted({ etag, lastModified }: State, header: string | undefined): boolean {
  if (header === undefined) return true;
  return header.includes('"') ? header.trim() === etag : dateOf(header) === lastModified;
}

/** The conditions on a copy's source. @throws S3Error PreconditionFailed */
export function checkCopySource(source: State, headers: IncomingHttpHeaders): void {
  const named = (name: string) => headers[`x-amz-copy-source-${name}`]?.toString();
  const unmet = unmetCondition(source, {
    ifMatch: named("if-match"),
    ifNoneMatch: named("if-none-match"),
    ifModifiedSince: named("if-modified-since"),
    ifUnmodifiedSince: named("if-unmodified-since"),
  });
  if (unmet !== null) throw preconditionFailed(`x-amz-copy-source-${unmet.header}`);
}

/**
 * The conditions on the object that a write replaces: S3 supports only `If-None-Match: *` and an ETag in `If-Match`.
 *
 * @returns the check for the time when the object is written
 * @throws S3Error NotImplemented
 */
export function readWriteConditions(headers: IncomingHttpHeaders): (current: State | null) => void {
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = headers;
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== "*") {
    throw notImplementedHeader("If-None-Match", ifNoneMatch);
  }
  if (ifMatch !== undefined && (ifMatch.trim() === "*" || ifMatch.includes(","))) {
    throw notImplementedHeader("If-Match", ifMatch);
  }
  return (current) => {
    if (ifNoneMatch !== undefined && current !== null) throw preconditionFailed("If-None-Match");
    if (ifMatch === undefined) return;
    if (current === null) throw noSuchKey();
    if (withoutQuotes(ifMatch) !== withoutQuotes(current.etag)) throw preconditionFailed("If-Match");
  };
}
