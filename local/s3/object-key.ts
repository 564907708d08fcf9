import { invalidUri, keyTooLong } from "./s3-error.ts";

/** S3's own limit, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/**
 * Refuses an invalid key. A key is only text, but S3 refuses one whose relative parts lead out of its bucket
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html): from left to right there must never be more `..` than
 * other parts before them.
 *
 * @throws S3Error
 */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > MAX_KEY_BYTES) throw keyTooLong(bytes, MAX_KEY_BYTES);
  if (key.includes("\0") || !key.isWellFormed()) throw invalidUri(key);
  let depth = 0;
  for (const part of key.split("/")) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) throw invalidUri(key);
  }
}

/** Order of keys in S3: by the bytes of their UTF-8. */
export function compareKeys(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
