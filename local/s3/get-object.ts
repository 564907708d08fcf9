import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { readRange } from "./byte-range.ts";
import { checkRead, isRangeWanted } from "./conditions.ts";
import type { ByteRange, ContentFiles } from "./content-files.ts";
import type { StoredObject } from "./object-store.ts";
import { invalidArgument, invalidRequest, noSuchVersion, S3Error } from "./s3-error.ts";
import { overriddenHeaders } from "./stored-headers.ts";

/**
 * An object is a user's file on the same origin as the local cloud's own pages. With this policy a browser gives it a separate
 * origin, so that its scripts can't read those pages.
 */
const SANDBOX = "sandbox allow-downloads allow-forms allow-popups allow-scripts";

const MAX_PART_NUMBER = 10_000;

interface Read {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

/**
 * GetObject and HeadObject: the whole object, a range of its bytes, or one of its parts
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 *
 * @throws S3Error
 */
export async function getObject(
  { request, response, query }: Read,
  object: StoredObject,
  files: ContentFiles,
): Promise<void> {
  const { headers, method } = request;
  const validators = { etag: object.etag, "last-modified": new Date(object.lastModified).toUTCString() };
  if (!checkRead(object, headers)) {
    response.writeHead(304, validators).end();
    return;
  }
  const { range, partHeaders } = rangeOf(headers, query, object);
  const isWhole = range === null;
  response.writeHead(isWhole ? 200 : 206, {
    "accept-ranges": "bytes",
    ...object.headers,
    ...overriddenHeaders(query),
    ...validators,
    ...partHeaders,
    // A checksum is of the whole object.
    ...(isWhole && wantsChecksums(headers) ? object.checksums : {}),
    ...tagCount(object),
    "content-length": isWhole ? object.size : range.last - range.first + 1,
    ...(isWhole ? {} : { "content-range": `bytes ${range.first}-${range.last}/${object.size}` }),
    "content-security-policy": SANDBOX,
  });
  if (method === "HEAD") response.end();
  // The client may disconnect; then there is no one to inform.
  else await pipeline(files.read(object.content, range), response).catch(() => response.destroy());
}

function rangeOf(
  headers: IncomingMessage["headers"],
  query: URLSearchParams,
  object: StoredObject,
): { readonly range: ByteRange | null; readonly partHeaders: Readonly<Record<string, string>> } {
  const number = query.get("partNumber");
  if (number === null) {
    return {
      range: isRangeWanted(object, headers["if-range"]?.toString())
        ? readRange(headers.range, object.size)
        : null,
      partHeaders: {},
    };
  }
  if (headers.range !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  return partOf(readPartNumber(number), object);
}

function partOf(number: number, { parts, size }: StoredObject) {
  const sizes = parts.length === 0 ? [size] : parts;
  const partSize = sizes[number - 1];
  if (partSize === undefined) {
    throw new S3Error("InvalidPartNumber", "The requested partnumber is not satisfiable", {
      status: 416,
      details: { PartNumberRequested: String(number), ActualPartCount: String(sizes.length) },
    });
  }
  const first = sizes.slice(0, number - 1).reduce((sum, one) => sum + one, 0);
  return {
    range: partSize === 0 ? null : { first, last: first + partSize - 1 },
    partHeaders: parts.length === 0 ? {} : { "x-amz-mp-parts-count": String(parts.length) },
  };
}

/** @throws S3Error InvalidArgument */
export function readPartNumber(text: string | null): number {
  if (text === null || !/^[1-9]\d{0,4}$/.test(text) || Number(text) > MAX_PART_NUMBER) {
    throw invalidArgument(
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
      "partNumber",
      text ?? "",
    );
  }
  return Number(text);
}

/** Versions are not supported: every object is the version `null`. @throws S3Error InvalidArgument */
export function checkVersion(version: string | null): void {
  if (version !== null && version !== "null") throw noSuchVersion(version);
}

const wantsChecksums = (headers: IncomingMessage["headers"]): boolean =>
  headers["x-amz-checksum-mode"]?.toString().toUpperCase() === "ENABLED";

function tagCount({ tags }: StoredObject): Readonly<Record<string, string>> {
  const count = Object.keys(tags).length;
  return count === 0 ? {} : { "x-amz-tagging-count": String(count) };
}
