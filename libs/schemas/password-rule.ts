import * as z from "zod/mini";
import { named } from "./named.ts";

/** Cognito's, in UTF-16 code units. */
export const MAX_PASSWORD_LENGTH = 256;

/** What a new password must be, for a client to say before it asks. */
export const PasswordRuleAnswer = named(
  "PasswordRule",
  z.strictObject({
    /** In characters, which are Unicode's code points. */
    minimumLength: z.int(),
    maximumLength: z.int(),
    /** Spaces may be inside, and not at the ends. No kind of character is asked for. */
    spacesInside: z.literal(true),
    /** Common passwords, what the user is known by, repetitions and patterns are refused. */
    blocklist: z.literal(true),
    /** Passwords from public breaches are refused. */
    breachedCheck: z.boolean(),
  }),
);

/** Why a new password was refused: `reason` in the problem's `errors`. */
export const PASSWORD_REASONS = [
  "too_short",
  "common",
  "personal",
  "app_name",
  "repeated",
  "pattern",
  "breached",
] as const;

export type PasswordReason = (typeof PASSWORD_REASONS)[number];
