import { invalidUri, keyNotKept, keyTooLong } from "./s3-error.ts";

/** S3's own limit, in bytes of UTF-8. */
const LONGEST_KEY = 1024;

/** A file's name has 255 bytes at most, and what s3rver puts behind it needs its room. */
const LONGEST_PART = 220;

/** Names with it are s3rver's own files, beside the objects. */
const RESERVED = "._S3rver_";

/**
 * Refuses a key that can't be kept. A key becomes the path of a file: one that leaves its bucket must never get that far,
 * and neither must one that would meet another key's file.
 *
 * @throws S3Error
 */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > LONGEST_KEY) throw keyTooLong(Buffer.byteLength(key), LONGEST_KEY);
  const parts = key.split("/");
  if (key.includes("\0") || parts.includes(".") || parts.includes("..")) throw invalidUri(key);
  // `a//b` and `a/b` are two keys but one path. A last part may be empty: that is a folder's placeholder.
  const isAmbiguous = key !== "" && parts.slice(0, -1).includes("");
  if (isAmbiguous || key.includes(RESERVED) || parts.some((part) => Buffer.byteLength(part) > LONGEST_PART))
    throw keyNotKept();
}

/** Order of keys in S3: by the bytes of their UTF-8. */
export function compareKeys(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
