import * as z from "zod/mini";

/** Names an identity provider of the pool; Cognito allows neither underscores nor spaces in it. */
export const IdentityParams = z.strictObject({
  provider: z
    .string()
    .check(z.maxLength(32), z.regex(/^[^_\p{Z}]+$/u, { error: "Must be a provider's name" })),
});
