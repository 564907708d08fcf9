import * as z from "zod/mini";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { readCursor, writeCursor } from "../../libs/http/cursor.ts";

const Position = z.strictObject({ token: z.string().check(z.minLength(1)), list: z.string() });

/**
 * Reads the pool's token from one of our cursors.
 *
 * @param list the list that the cursor must belong to: the pool would accept a token of another list
 * @throws ApiError `invalid_cursor`
 */
export function readToken(cursor: string | undefined, list: string): string | undefined {
  const position = readCursor(cursor, Position);
  if (position !== undefined && position.list !== list) throw new ApiError("invalid_cursor");
  return position?.token;
}

/** The member `cursor` of a page, if more follow. */
export function writeToken(token: string | undefined, list: string): { readonly cursor?: string } {
  return token === undefined ? {} : { cursor: writeCursor({ token, list }) };
}

/** A token that the pool refuses was not issued by it, or has expired. */
export function tokenOverrides(token: string | undefined): ExceptionOverrides {
  return token === undefined ? {} : { InvalidParameterException: "invalid_cursor" };
}
