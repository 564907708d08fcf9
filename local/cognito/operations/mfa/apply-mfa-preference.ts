import { SECOND_FACTORS, type SecondFactor } from "../../domain/second-factor.ts";
import {
  factorNotOffered,
  factorNotUsable,
  passkeyFactorOff,
  preferredFactorOff,
  severalPreferredFactors,
} from "../../errors/mfa-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import { poolFactors, userFactors } from "../../sign-in/mfa/user-factors.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import type { CognitoInput } from "../../wire-types.ts";

type Settings = Pick<
  CognitoInput<"SetUserMFAPreference">,
  "SMSMfaSettings" | "SoftwareTokenMfaSettings" | "EmailMfaSettings" | "WebAuthnMfaSettings"
>;

interface Change {
  readonly factor: SecondFactor;
  readonly isEnabled: boolean;
  readonly isPreferred: boolean;
}

function changesOf({ SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings }: Settings): Change[] {
  const given = {
    SMS_MFA: SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: SoftwareTokenMfaSettings,
    EMAIL_OTP: EmailMfaSettings,
  };
  return SECOND_FACTORS.flatMap((factor) => {
    const settings = given[factor];
    if (settings === undefined) return [];
    return { factor, isEnabled: settings.Enabled === true, isPreferred: settings.PreferredMfa === true };
  });
}

/** @throws ServiceError InvalidParameterException */
function check(context: OperationContext, pool: Pool, user: User, changes: readonly Change[]): void {
  const { offered } = poolFactors(pool);
  const { usable } = userFactors(context, user);
  for (const { factor, isEnabled, isPreferred } of changes) {
    if (isPreferred && !isEnabled) throw preferredFactorOff();
    if (isEnabled && !offered.includes(factor)) throw factorNotOffered(factor);
    if (isEnabled && !usable.includes(factor)) throw factorNotUsable(factor);
  }
  if (changes.filter(({ isPreferred }) => isPreferred).length > 1) {
    throw severalPreferredFactors();
  }
}

/** @throws ServiceError InvalidParameterException */
function passkeysOf(pool: Pool, given: Settings["WebAuthnMfaSettings"], before: boolean): boolean {
  const isPossible =
    pool.settings.mfa.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  if (given?.Enabled === true && !isPossible) {
    throw passkeyFactorOff();
  }
  return given?.Enabled ?? before;
}

/**
 * What SetUserMFAPreference does for oneself and AdminSetUserMFAPreference for somebody: what is not named stays as it is.
 * @throws ServiceError InvalidParameterException
 */
export function applyMfaPreference(
  context: OperationContext,
  pool: Pool,
  user: User,
  settings: Settings,
): void {
  const changes = changesOf(settings);
  check(context, pool, user, changes);
  const before = context.mfa.preference(user);
  const named = new Set(changes.map(({ factor }) => factor));
  const enabled = SECOND_FACTORS.filter((factor) =>
    named.has(factor)
      ? changes.some((change) => change.factor === factor && change.isEnabled)
      : before.enabled.includes(factor),
  );
  const kept = before.preferred !== null && !named.has(before.preferred) ? before.preferred : null;
  context.mfa.setPreference(user, {
    enabled,
    preferred: changes.find(({ isPreferred }) => isPreferred)?.factor ?? kept,
    passkeys: passkeysOf(pool, settings.WebAuthnMfaSettings, before.passkeys),
  });
}
