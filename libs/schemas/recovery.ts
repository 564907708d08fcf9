import * as z from "zod/mini";
import { ResendAfter } from "./asked-challenges.ts";
import { Delivery, SignInRequest } from "./auth.ts";
import { named } from "./named.ts";
import { withoutSpaces } from "./text.ts";

/** The same as a sign-in. */
export const RecoveryRequest = SignInRequest;

/** `recovery` comes back with the mailed code; it identifies the recovery and is secret. */
export const RecoveryResponse = named(
  "Recovery",
  z.strictObject({
    recovery: z.string(),
    delivery: Delivery,
    resendAfter: ResendAfter,
    expiresAt: z.iso.datetime(),
  }),
);

export const RecoveryCompletion = named(
  "RecoveryCompletion",
  z.strictObject({
    recovery: z
      .string()
      .check(z.regex(/^[\w-]{43}$/, { error: "Must be the value that started the recovery" })),
    /** The mailed one. */
    code: z.string().check(z.overwrite(withoutSpaces), z.regex(/^\d{6}$/, { error: "Must be six digits" })),
    /** The printed one, with or without its hyphens. */
    recoveryCode: z.string().check(z.overwrite(withoutSpaces), z.minLength(1), z.maxLength(64)),
  }),
);

export type RecoveryProof = z.output<typeof RecoveryCompletion>;
