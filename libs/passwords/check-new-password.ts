import type * as z from "zod/mini";
import { text } from "../env.ts";
import { ApiError } from "../http/api-error.ts";
import {
  MAX_PASSWORD_LENGTH,
  type PasswordReason,
  type PasswordRuleAnswer,
} from "../schemas/password-rule.ts";
import { breachedPasswordsUrl, isBreached } from "./breached-passwords.ts";
import { findWeakness } from "./find-weakness.ts";
import { passwordMinimumLength } from "./minimum-length.ts";

/** The requirements of a new password. */
export interface PasswordRule {
  /** In Unicode code points (NIST SP 800-63B-4, 3.1.1.2). The pool's own minimum is the same. */
  readonly minimumLength: number;
  readonly appName: string;
  /** The service to look up breached passwords, if there is one. */
  readonly breachedUrl: URL | undefined;
}

/** For `readEnvironment`. */
export const PASSWORD_VARIABLES = {
  APP_NAME: text,
  PASSWORD_POLICY: passwordMinimumLength,
  BREACHED_PASSWORDS_URL: breachedPasswordsUrl,
} as const;

export const passwordRuleOf = (environment: {
  readonly APP_NAME: string;
  readonly PASSWORD_POLICY: number;
  readonly BREACHED_PASSWORDS_URL: URL | undefined;
}): PasswordRule => ({
  minimumLength: environment.PASSWORD_POLICY,
  appName: environment.APP_NAME,
  breachedUrl: environment.BREACHED_PASSWORDS_URL,
});

/** The rule in the form that clients get. */
export const describePasswordRule = ({
  minimumLength,
  breachedUrl,
}: PasswordRule): z.output<typeof PasswordRuleAnswer> => ({
  minimumLength,
  maximumLength: MAX_PASSWORD_LENGTH,
  spacesInside: true,
  blocklist: true,
  breachedCheck: breachedUrl !== undefined,
});

const DETAILS: Readonly<Record<Exclude<PasswordReason, "too_short">, string>> = {
  common: "Is made of words and passwords that many people use",
  personal: "Is made of the e-mail address or the name",
  app_name: "Is made of the name of this application",
  repeated: "Is made of something repeated",
  pattern: "Is made of a sequence, a date or neighbouring keys",
  breached: "Is in a public list of stolen passwords",
};

interface NewPassword {
  readonly password: string;
  /** Its place in the request, as a JSON pointer. */
  readonly pointer: "#/password" | "#/newPassword";
  /** What the caller knows of the user: the address and names. */
  readonly personal: readonly (string | null | undefined)[];
}

async function reasonToRefuse(
  { minimumLength, appName, breachedUrl }: PasswordRule,
  { password, personal }: NewPassword,
): Promise<PasswordReason | undefined> {
  if ([...password].length < minimumLength) return "too_short";
  const known = personal.filter((value) => typeof value === "string");
  const weakness = findWeakness(password, { minimumLength, appName, personal: known });
  if (weakness !== undefined) return weakness;
  return breachedUrl !== undefined && (await isBreached(breachedUrl, password)) ? "breached" : undefined;
}

/**
 * Checks a new password. Call it before every call to Cognito that sets one, because Cognito's policy only knows length and
 * kinds of characters (docs/adr/0025). The answer does not depend on whether an account exists.
 *
 * @throws ApiError `invalid_password`, with a `reason` that a client can show
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 */
export async function checkNewPassword(rule: PasswordRule, given: NewPassword): Promise<void> {
  const reason = await reasonToRefuse(rule, given);
  if (reason === undefined) return;
  const detail =
    reason === "too_short" ? `Must have ${rule.minimumLength} characters or more` : DETAILS[reason];
  throw new ApiError("invalid_password", {
    errors: [{ in: "body", pointer: given.pointer, reason, detail }],
  });
}
