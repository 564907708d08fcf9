import * as z from "zod/mini";

/** Whether what a schema describes may be left out. */
export function isOptional(schema: z.core.$ZodType): boolean {
  return z.safeParse(schema, undefined).success;
}
