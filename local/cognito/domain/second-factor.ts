/**
 * Which second factor is required of a user
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html).
 */

export type SecondFactor = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** In the order that AWS lists them. */
export const SECOND_FACTORS = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const;

/** The pool's requirement. */
export interface PoolFactors {
  readonly requirement: "OFF" | "OPTIONAL" | "ON";
  /** Those that are configured. */
  readonly offered: readonly SecondFactor[];
}

/** The user's factors. */
export interface UserFactors {
  /** Those the user or an administrator turned on. */
  readonly enabled: readonly SecondFactor[];
  readonly preferred: SecondFactor | null;
  /** Those that could be used: a phone number, an e-mail address, a verified authenticator is there. */
  readonly usable: readonly SecondFactor[];
}

export type FactorDecision =
  | { readonly kind: "none" }
  | { readonly kind: "ask"; readonly factor: SecondFactor }
  | { readonly kind: "select"; readonly factors: readonly SecondFactor[] }
  | { readonly kind: "set-up"; readonly factors: readonly SecondFactor[] };

/** An authenticator that is in use stays so when the pool offers none to others any more (user-pool-settings-mfa-totp). */
function isOpen(factor: SecondFactor, pool: PoolFactors, user: UserFactors): boolean {
  const isKept = factor === "SOFTWARE_TOKEN_MFA" && user.enabled.includes(factor);
  return user.usable.includes(factor) && (isKept || pool.offered.includes(factor));
}

/**
 * The factors that a user can be asked for: those that are turned on. In a pool that requires a second factor, a user without
 * one may use any usable factor.
 */
export function factorsInUse(pool: PoolFactors, user: UserFactors): readonly SecondFactor[] {
  if (pool.requirement === "OFF") return [];
  const open = SECOND_FACTORS.filter((factor) => isOpen(factor, pool, user));
  const enabled = open.filter((factor) => user.enabled.includes(factor));
  return enabled.length === 0 && pool.requirement === "ON" ? open : enabled;
}

/** Without a usable factor, a pool that requires one lets the user set it up first. */
export function decideFactor(pool: PoolFactors, user: UserFactors): FactorDecision {
  const possible = factorsInUse(pool, user);
  if (possible.length === 0) {
    return pool.requirement === "ON" ? { kind: "set-up", factors: pool.offered } : { kind: "none" };
  }
  return chooseAmong(possible, user.preferred);
}

/** The only one, or the preferred one; the user selects if there is none such. */
export function chooseAmong(
  possible: readonly SecondFactor[],
  preferred: SecondFactor | null,
): FactorDecision {
  if (possible.length === 0) return { kind: "none" };
  const [only] = possible.length === 1 ? possible : possible.filter((factor) => factor === preferred);
  return only === undefined ? { kind: "select", factors: possible } : { kind: "ask", factor: only };
}
