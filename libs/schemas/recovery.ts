import * as z from "zod/mini";
import { ResendAfter } from "./asked-challenges.ts";
import { Delivery, SignInRequest } from "./auth.ts";
import { named } from "./named.ts";
import { withoutSpaces } from "./text.ts";

/** What a sign-in takes. */
export const RecoveryRequest = SignInRequest;

/** `recovery` goes back with the mailed code; it names the attempt and is as secret as one. */
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
    recovery: z.string().check(z.regex(/^[\w-]{43}$/, { error: "Must be what the recovery was begun with" })),
    /** The mailed one. */
    code: z.string().check(z.overwrite(withoutSpaces), z.regex(/^\d{6}$/, { error: "Must be six digits" })),
    /** The printed one, with or without its hyphens. */
    recoveryCode: z.string().check(z.overwrite(withoutSpaces), z.minLength(1), z.maxLength(64)),
  }),
);

export type RecoveryProof = z.output<typeof RecoveryCompletion>;
