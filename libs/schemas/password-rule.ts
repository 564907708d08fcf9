import * as z from "zod/mini";
import { named } from "./named.ts";

/** Cognito's, in UTF-16 code units. */
export const MAX_PASSWORD_LENGTH = 256;

/** The requirements of a new password, for clients to show before they ask. */
export const PasswordRuleAnswer = named(
  "PasswordRule",
  z.strictObject({
    /** In characters, which are Unicode's code points. */
    minimumLength: z.int(),
    maximumLength: z.int(),
    /** Spaces are allowed inside, but not at the ends. No kind of character is required. */
    spacesInside: z.literal(true),
    /** Common passwords, the user's own data, repetitions and patterns are refused. */
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
