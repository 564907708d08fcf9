import * as z from "zod/mini";
import { documentedAs, named } from "../schemas/named.ts";
import { ApiError } from "./api-error.ts";

/** A cursor in a query: opaque to clients. */
export const Cursor = named("Cursor", z.string().check(z.minLength(1), z.maxLength(4096)));

/** The page size in a query. */
export const limitUpTo = (max: number, usual: number) =>
  documentedAs(
    { type: "integer", minimum: 1, maximum: max, default: usual },
    z.prefault(
      z.pipe(
        z.pipe(
          z.string().check(z.regex(/^\d{1,3}$/, { error: "Must be a number" })),
          z.transform((digits: string) => Number(digits)),
        ),
        z.int().check(z.gte(1), z.lte(max)),
      ),
      String(usual),
    ),
  );

/** Makes an opaque cursor from a position in a list. It is not secret and grants nothing: it is checked when it is read. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * Reads a cursor.
 *
 * @param schema the positions of this list
 * @throws ApiError `invalid_cursor`
 */
export function readCursor<Schema extends z.core.$ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (error) {
    throw new ApiError("invalid_cursor", { cause: error });
  }
  const result = z.safeParse(schema, position);
  if (!result.success) throw new ApiError("invalid_cursor", { cause: result.error });
  return result.data;
}
