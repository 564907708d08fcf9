/** A pool's rules for passwords, from its `PasswordPolicy`. */
export interface PasswordRules {
  readonly MinimumLength: number;
  readonly RequireUppercase: boolean;
  readonly RequireLowercase: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireSymbols: boolean;
}

/**
 * The characters Cognito counts as symbols; a space counts too, inside the password
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html).
 */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * The first rule that the password breaks, with AWS's text; `null` for a valid one. SignUp says "Password did not conform with
 * policy: " before it, everything else "Password does not conform to policy: ".
 */
export function findPolicyViolation(rules: PasswordRules, password: string): string | null {
  if (password.length < rules.MinimumLength) return "Password not long enough";
  if (!/^\S.*\S$/.test(password)) return "Password must not begin or end with white space";
  if (rules.RequireUppercase && !/[A-Z]/.test(password)) return "Password must have uppercase characters";
  if (rules.RequireLowercase && !/[a-z]/.test(password)) return "Password must have lowercase characters";
  if (rules.RequireNumbers && !/[0-9]/.test(password)) return "Password must have numeric characters";
  if (rules.RequireSymbols && !SYMBOL.test(password)) return "Password must have symbol characters";
  return null;
}

const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

/** Whether a temporary password has expired. Zero days means Cognito's default of seven. */
export function isTemporaryPasswordExpired(
  { TemporaryPasswordValidityDays: days }: { readonly TemporaryPasswordValidityDays: number },
  { setAt, now }: { readonly setAt: number; readonly now: number },
): boolean {
  return now >= setAt + (days === 0 ? 7 : days) * MILLISECONDS_PER_DAY;
}
