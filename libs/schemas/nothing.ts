import * as z from "zod/mini";

/** An answer without a body. */
export const Nothing = z.undefined();
