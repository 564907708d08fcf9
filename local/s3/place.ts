import type { IncomingMessage } from "node:http";
import { checkKey } from "./object-key.ts";
import { invalidUri } from "./s3-error.ts";

/** What a request is about. */
export interface Place {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

export const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The path as the request line has it: a `URL` resolves dot segments, which are parts of keys like any others. */
export const rawPathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

/**
 * Reads bucket and key from a request in path style or with the bucket in front of `localhost`.
 *
 * @throws S3Error for what is not a key
 */
export function placeOf(request: IncomingMessage): Place {
  const [, bucketInHost] = /^([a-z0-9.-]+)\.localhost(?::\d+)?$/.exec(request.headers.host ?? "") ?? [];
  const path = rawPathOf(request);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw invalidUri(path);
  }
  if (!decoded.startsWith("/")) throw invalidUri(path);
  const [, inPath = "", inner = ""] = /^\/([^/]*)\/?(.*)$/s.exec(decoded) ?? [];
  const bucket = bucketInHost ?? inPath;
  const key = bucketInHost === undefined ? inner : decoded.slice(1);
  checkKey(key);
  return { bucket, key };
}
