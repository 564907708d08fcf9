/**
 * The first factors of a choice-based sign-in
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html).
 */

/** A code that is sent. */
export type CodeFactor = "EMAIL_OTP" | "SMS_OTP";

export type FirstFactor = "PASSWORD" | "PASSWORD_SRP" | CodeFactor | "WEB_AUTHN";

/** In the order of API_InitiateAuth's examples. */
const FIRST_FACTORS = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;

export interface FirstFactorFacts {
  /** The pool's `AllowedFirstAuthFactors`. */
  readonly allowed: readonly string[];
  readonly hasPassword: boolean;
  /** Verified or not: the code verifies it. */
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  readonly hasPasskey: boolean;
  /** A second factor will be asked for: then codes can't be a first factor, and passkeys only if they verify their user. */
  readonly needsSecondFactor: boolean;
  readonly passkeysVerifyUsers: boolean;
}

export function firstFactors(facts: FirstFactorFacts): readonly FirstFactor[] {
  const isAvailable: Readonly<Record<FirstFactor, boolean>> = {
    PASSWORD: facts.hasPassword,
    PASSWORD_SRP: facts.hasPassword,
    EMAIL_OTP: facts.hasEmail && !facts.needsSecondFactor,
    SMS_OTP: facts.hasPhone && !facts.needsSecondFactor,
    WEB_AUTHN: facts.hasPasskey && (!facts.needsSecondFactor || facts.passkeysVerifyUsers),
  };
  return FIRST_FACTORS.filter(
    (factor) =>
      isAvailable[factor] && facts.allowed.includes(factor === "PASSWORD_SRP" ? "PASSWORD" : factor),
  );
}

/** What a pool's settings say about first factors. */
export interface FirstFactorSettings {
  readonly allowed: readonly string[];
  readonly requirement: "OFF" | "OPTIONAL" | "ON";
  readonly passkeysVerifyUsers: boolean;
}

/**
 * Why a pool can't have these first factors; `null` if it can. "Passwordless authentication flows aren't compatible with
 * required multi-factor authentication"
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html).
 */
export function findFirstFactorConflict(settings: FirstFactorSettings): string | null {
  const { allowed, requirement, passkeysVerifyUsers } = settings;
  if (allowed.includes("SOFTWARE_TOKEN")) {
    // API_SignInPolicyType: "not currently supported as a first auth factor", although the enumeration has it.
    return "SOFTWARE_TOKEN is not supported as one of the allowed first auth factors.";
  }
  if (!allowed.includes("PASSWORD")) {
    return "Password should be configured as one of the allowed first auth factors.";
  }
  if (requirement !== "ON") return null;
  if (allowed.includes("EMAIL_OTP") || allowed.includes("SMS_OTP")) {
    return "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled";
  }
  return allowed.includes("WEB_AUTHN") && !passkeysVerifyUsers
    ? "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor"
    : null;
}

const CODE_FACTORS = { email: "EMAIL_OTP", phone_number: "SMS_OTP" } as const;

/** The first factor by which codes go to an attribute. */
export function codeFactor(attribute: "email" | "phone_number"): CodeFactor {
  return CODE_FACTORS[attribute];
}

/** Whether a pool has users who begin with a code. */
export function allowsCodes(allowed: readonly string[]): boolean {
  return allowed.includes("EMAIL_OTP") || allowed.includes("SMS_OTP");
}

/**
 * Whether a user can sign up without a password: with an address that the pool verifies, and by which they may begin
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html).
 */
export function canDoWithoutPassword({
  allowed,
  autoVerified,
  attributes,
}: {
  readonly allowed: readonly string[];
  readonly autoVerified: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}): boolean {
  return Object.entries(CODE_FACTORS).some(
    ([attribute, factor]) =>
      allowed.includes(factor) && autoVerified.includes(attribute) && Boolean(attributes[attribute]),
  );
}
