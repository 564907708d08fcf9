import * as z from "zod/mini";
import { named } from "./named.ts";

export const Health = named(
  "Health",
  z.strictObject({
    status: z.literal("ok"),
    stage: z.string(),
    version: z.optional(z.string()),
  }),
);
