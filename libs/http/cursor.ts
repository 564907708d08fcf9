import * as z from "zod/mini";
import { documentedAs, named } from "../schemas/named.ts";
import { ApiError } from "./api-error.ts";

/** A cursor as a query's member: opaque to whoever gets it. */
export const Cursor = named("Cursor", z.string().check(z.minLength(1), z.maxLength(4096)));

/** How many items a page may hold at most, as a query's member. */
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

/** Makes an opaque cursor of what a list goes on from. It is no secret and no permission: whoever reads it checks it. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * Reads a cursor back.
 *
 * @param schema what a position of this very list looks like
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
