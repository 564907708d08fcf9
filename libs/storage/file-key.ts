import { ApiError } from "../http/api-error.ts";

/** Bytes of the longest key that S3 takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAX_KEY_BYTES = 1024;

/** Everything a user owns lies below this. The sub comes from a verified token and was checked to hold no slash. */
export function prefixOf(sub: string): string {
  return `users/${sub}/`;
}

export function keyOf(sub: string, id: string): string {
  return `${prefixOf(sub)}${id}`;
}

/**
 * Makes the cursor of a list out of the last key it has shown. Only what follows the prefix goes in: the prefix is
 * always the caller's own, so a cursor, forged or somebody else's, leads nowhere but into the caller's own files.
 */
export function cursorAfter(key: string, prefix: string): string {
  return Buffer.from(key.slice(prefix.length)).toString("base64url");
}

/**
 * The key after which a list goes on.
 *
 * @throws ApiError `invalid_cursor`
 */
export function keyAtCursor(cursor: string, prefix: string): string {
  const rest = Buffer.from(cursor, "base64url");
  const text = rest.toString();
  // Buffer drops what is not base64 and replaces what is not UTF-8: a cursor of ours survives both unchanged.
  if (text === "" || Buffer.from(text).toString("base64url") !== cursor) throw new ApiError("invalid_cursor");
  // S3 would refuse it, and that would look like a fault of ours.
  if (Buffer.byteLength(prefix + text) > MAX_KEY_BYTES) throw new ApiError("invalid_cursor");
  return prefix + text;
}
