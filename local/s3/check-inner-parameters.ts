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
  const { bucket, key } = readCopySource(source);
  checkKey(key);
  // s3rver decodes only what `encodeURI` encodes.
  return encodeURI(`${bucket}/${key}`);
}

/** The object that a copy is made of. @throws S3Error InvalidArgument */
export function readCopySource(source: string): {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | null;
} {
  const refusal = invalidArgument(
    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    "x-amz-copy-source",
    source,
  );
  const [, path = source, version = null] = /^(.*?)\?versionId=(.*)$/s.exec(source) ?? [];
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, "");
  } catch {
    throw refusal;
  }
  const [, bucket, key] = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s.exec(decoded) ?? [];
  if (bucket === undefined || key === undefined) throw refusal;
  return { bucket, key, version };
}
