/**
 * Which second factor a user is asked for
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html).
 */

export type SecondFactor = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

/** In the order that AWS lists them. */
export const SECOND_FACTORS = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const;

/** What the pool asks of its users. */
export interface PoolFactors {
  readonly requirement: "OFF" | "OPTIONAL" | "ON";
  /** Those that are configured. */
  readonly offered: readonly SecondFactor[];
}

/** What a user has. */
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

/**
 * In a pool that requires a second factor, whatever could be used will do where the user turned on none; with nothing to use
 * there is one to be set up first.
 */
export function decideFactor(pool: PoolFactors, user: UserFactors): FactorDecision {
  if (pool.requirement === "OFF") return { kind: "none" };
  const usable = pool.offered.filter((factor) => user.usable.includes(factor));
  const enabled = usable.filter((factor) => user.enabled.includes(factor));
  const possible = enabled.length === 0 && pool.requirement === "ON" ? usable : enabled;
  if (possible.length === 0) {
    return pool.requirement === "ON" ? { kind: "set-up", factors: pool.offered } : { kind: "none" };
  }
  const [first] = possible;
  const only = possible.length === 1 ? first : possible.find((factor) => factor === user.preferred);
  return only === undefined ? { kind: "select", factors: possible } : { kind: "ask", factor: only };
}
