import { ApiError } from "../http/api-error.ts";

/** The maximum length of an S3 key, in bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAX_KEY_BYTES = 1024;

/** The prefix of all files of a user. The sub comes from a verified token and holds no slash. */
export function prefixOf(sub: string): string {
  return `users/${sub}/`;
}

export function keyOf(sub: string, id: string): string {
  return `${prefixOf(sub)}${id}`;
}

/**
 * Makes the cursor of a list from the last key on the page. It only holds what follows the prefix: the prefix is always the
 * caller's own, so that even a forged cursor leads only to the caller's own files.
 */
export function cursorAfter(key: string, prefix: string): string {
  return Buffer.from(key.slice(prefix.length)).toString("base64url");
}

/** The key after which a list continues. @throws ApiError `invalid_cursor` */
export function keyAtCursor(cursor: string, prefix: string): string {
  const rest = Buffer.from(cursor, "base64url");
  const text = rest.toString();
  // Buffer drops invalid base64 and replaces invalid UTF-8: only a cursor of ours survives both unchanged.
  if (text === "" || Buffer.from(text).toString("base64url") !== cursor) throw new ApiError("invalid_cursor");
  // S3 would refuse it, which would look like a mistake of ours.
  if (Buffer.byteLength(prefix + text) > MAX_KEY_BYTES) throw new ApiError("invalid_cursor");
  return prefix + text;
}
