import * as z from "zod/mini";

/** Whether the value of a schema may be missing. */
export function isOptional(schema: z.core.$ZodType): boolean {
  return z.safeParse(schema, undefined).success;
}
