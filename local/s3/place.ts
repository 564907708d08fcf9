import type { IncomingMessage } from "node:http";
import { checkKey } from "./object-key.ts";
import { invalidUri, noSuchBucket } from "./s3-error.ts";

/** What a request is about. */
export interface Place {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  /** The request's URL in path style. */
  readonly url: URL;
}

export const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Reads bucket and key from a request in path style or with the bucket in front of `localhost`.
 *
 * @throws S3Error for a name no bucket has and a key that can't be kept
 */
export function placeOf(request: IncomingMessage, original: URL): Place {
  const [, bucketInHost] = /^([a-z0-9.-]+)\.localhost(?::\d+)?$/.exec(request.headers.host ?? "") ?? [];
  const url = new URL(original);
  if (bucketInHost !== undefined) url.pathname = `/${bucketInHost}${original.pathname}`;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.pathname);
  } catch {
    throw invalidUri(url.pathname);
  }
  const [, bucket = "", ...rest] = decoded.split("/");
  const key = rest.join("/");
  checkKey(key);
  if (bucket !== "" && !BUCKET_NAME.test(bucket)) throw noSuchBucket(bucket);
  return { bucket, key, url };
}
