import * as z from "zod/mini";

export const Health = z.strictObject({
  status: z.literal("ok"),
  stage: z.string(),
  version: z.optional(z.string()),
});
