import * as z from "zod/mini";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { readCursor, writeCursor } from "../../libs/http/cursor.ts";

const Position = z.strictObject({ token: z.string().check(z.minLength(1)), list: z.string() });

/**
 * The pool's own token in a cursor of ours.
 *
 * @param list which list it must be of: with another one's token the pool would go on who knows where
 * @throws ApiError `invalid_cursor`
 */
export function readToken(cursor: string | undefined, list: string): string | undefined {
  const position = readCursor(cursor, Position);
  if (position !== undefined && position.list !== list) throw new ApiError("invalid_cursor");
  return position?.token;
}

/** The member `cursor` of a page, where there are more. */
export function writeToken(token: string | undefined, list: string): { readonly cursor?: string } {
  return token === undefined ? {} : { cursor: writeCursor({ token, list }) };
}

/** A token that the pool does not take was not issued by it, or too long ago. */
export function tokenOverrides(token: string | undefined): ExceptionOverrides {
  return token === undefined ? {} : { InvalidParameterException: "invalid_cursor" };
}
