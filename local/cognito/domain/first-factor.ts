/**
 * How a user may begin a choice-based sign-in
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html).
 */

export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** In the order that they are offered. */
const FIRST_FACTORS = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;

export interface FirstFactorFacts {
  /** The pool's `AllowedFirstAuthFactors`. */
  readonly allowed: readonly string[];
  readonly hasPassword: boolean;
  readonly hasVerifiedEmail: boolean;
  readonly hasVerifiedPhone: boolean;
  readonly hasPasskey: boolean;
  /** A second factor will be asked for: codes are no first factor then, passkeys only where they verify their user. */
  readonly needsSecondFactor: boolean;
  readonly passkeysVerifyUsers: boolean;
}

export function firstFactors(facts: FirstFactorFacts): readonly FirstFactor[] {
  const isAvailable: Readonly<Record<FirstFactor, boolean>> = {
    PASSWORD: facts.hasPassword,
    PASSWORD_SRP: facts.hasPassword,
    EMAIL_OTP: facts.hasVerifiedEmail && !facts.needsSecondFactor,
    SMS_OTP: facts.hasVerifiedPhone && !facts.needsSecondFactor,
    WEB_AUTHN: facts.hasPasskey && (!facts.needsSecondFactor || facts.passkeysVerifyUsers),
  };
  return FIRST_FACTORS.filter(
    (factor) =>
      isAvailable[factor] && facts.allowed.includes(factor === "PASSWORD_SRP" ? "PASSWORD" : factor),
  );
}
