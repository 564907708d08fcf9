import type { IncomingHttpHeaders } from "node:http";
import { checkKey } from "./object-key.ts";
import { invalidArgument, noSuchUpload } from "./s3-error.ts";

/**
 * Checks what s3rver makes paths of beside the request's own path: the upload and the part of a multipart upload, and the
 * source of a copy.
 *
 * @returns the headers as s3rver is to read them
 * @throws S3Error
 */
export function checkInnerParameters(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  for (const id of query.getAll("uploadId")) if (!/^[0-9a-f]{32}$/.test(id)) throw noSuchUpload();
  for (const part of query.getAll("partNumber"))
    if (!/^[1-9]\d{0,4}$/.test(part) || Number(part) > 10_000)
      throw invalidArgument(
        "Part number must be an integer between 1 and 10000, inclusive",
        "partNumber",
        part,
      );
  const source = headers["x-amz-copy-source"];
  return source === undefined
    ? headers
    : { ...headers, "x-amz-copy-source": checkCopySource(String(source)) };
}

/** `bucket/key`, percent-encoded, with or without a slash before it. */
function checkCopySource(source: string): string {
  const refusal = invalidArgument(
    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    "x-amz-copy-source",
    source,
  );
  let decoded: string;
  try {
    decoded = decodeURIComponent(source).replace(/^\//, "");
  } catch {
    throw refusal;
  }
  const [, key] = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(.+)$/s.exec(decoded) ?? [];
  if (key === undefined) throw refusal;
  checkKey(key);
  // s3rver decodes only what `encodeURI` encodes.
  return encodeURI(decoded);
}
