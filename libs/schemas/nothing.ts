import * as z from "zod/mini";

/** The answer that has no body. */
export const Nothing = z.undefined();
