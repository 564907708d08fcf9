/** A user's second factors, as the pool and the user have them set. */
import type { PoolFactors, SecondFactor, UserFactors } from "../../domain/second-factor.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

type Context = Pick<OperationContext, "mfa">;

/** A pool that can send text messages offers them: "Can't turn off SMS_MFA when SMS configuration is set" (amplify-backend#1481). */
export function poolFactors({ settings: { MfaConfiguration, SmsConfiguration, mfa } }: Pool): PoolFactors {
  const configured: readonly (readonly [SecondFactor, boolean])[] = [
    ["SMS_MFA", SmsConfiguration !== undefined],
    ["SOFTWARE_TOKEN_MFA", mfa.SoftwareTokenMfaConfiguration?.Enabled === true],
    ["EMAIL_OTP", mfa.EmailMfaConfiguration !== undefined],
  ];
  return {
    requirement: MfaConfiguration,
    offered: configured.filter(([, isOffered]) => isOffered).map(([factor]) => factor),
  };
}

export function userFactors({ mfa }: Context, user: User): UserFactors {
  const there: readonly (readonly [SecondFactor, boolean])[] = [
    ["SMS_MFA", user.attributes.phone_number !== undefined],
    ["SOFTWARE_TOKEN_MFA", mfa.softwareToken(user) !== null],
    ["EMAIL_OTP", user.attributes.email !== undefined],
  ];
  const { enabled, preferred } = mfa.preference(user);
  return { enabled, preferred, usable: there.filter(([, isThere]) => isThere).map(([factor]) => factor) };
}

/** Turns on a factor, beside those that are on. */
export function enableFactor({ mfa }: Context, user: User, factor: SecondFactor): void {
  const preference = mfa.preference(user);
  mfa.setPreference(user, { ...preference, enabled: [...new Set([...preference.enabled, factor])] });
}

/** Turns off a factor, and the preference for it. */
export function disableFactor({ mfa }: Context, user: User, factor: SecondFactor): void {
  const { enabled, preferred, ...others } = mfa.preference(user);
  mfa.setPreference(user, {
    ...others,
    enabled: enabled.filter((other) => other !== factor),
    preferred: preferred === factor ? null : preferred,
  });
}
