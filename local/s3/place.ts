import type { IncomingMessage } from "node:http";
import { checkKey } from "./object-key.ts";
import { invalidUri } from "./s3-error.ts";

/** The bucket and the key of a request. */
export interface Place {
  /** Empty for requests to the service itself. */
  readonly bucket: string;
  /** Empty for requests to the bucket itself. */
  readonly key: string;
}

export const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The path of the request line: a `URL` would resolve dot segments, which are ordinary parts of keys. */
export const rawPathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

/**
 * Reads bucket and key from a request in path style or with the bucket in front of `localhost`.
 *
 * @throws S3Error for an invalid key
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
