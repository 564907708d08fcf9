import { SECOND_FACTORS, type SecondFactor } from "../../domain/second-factor.ts";
import {
  factorNotOffered,
  factorNotUsable,
  passkeyFactorOff,
  preferredFactorOff,
  severalPreferredFactors,
} from "../../errors/mfa-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import { arePasskeysMultiFactor } from "../../passkey-settings.ts";
import { poolFactors, userFactors } from "../../sign-in/mfa/user-factors.ts";
import type { MfaPreference } from "../../state/mfa-repository.ts";
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
  /** `null` where the preference stays as it is. */
  readonly isPreferred: boolean | null;
}

/** What is left out stays: aws-amplify's `ENABLED` says nothing of a preference, its `NOT_PREFERRED` does. */
function changesOf(
  { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings }: Settings,
  before: MfaPreference,
): Change[] {
  const given = {
    SMS_MFA: SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: SoftwareTokenMfaSettings,
    EMAIL_OTP: EmailMfaSettings,
  };
  return SECOND_FACTORS.flatMap((factor) => {
    const settings = given[factor];
    if (settings === undefined) return [];
    const { Enabled = before.enabled.includes(factor), PreferredMfa = null } = settings;
    return { factor, isEnabled: Enabled, isPreferred: PreferredMfa };
  });
}

/** @throws ServiceError InvalidParameterException */
function check(context: OperationContext, pool: Pool, user: User, changes: readonly Change[]): void {
  const { offered } = poolFactors(pool);
  const { enabled, usable } = userFactors(context, user);
  for (const { factor, isEnabled, isPreferred } of changes) {
    const isNew = isEnabled && !enabled.includes(factor);
    if (isPreferred && !isEnabled) throw preferredFactorOff();
    if (isNew && !offered.includes(factor)) throw factorNotOffered(factor);
    if (isEnabled && !usable.includes(factor)) throw factorNotUsable(factor);
  }
  if (changes.filter(({ isPreferred }) => isPreferred).length > 1) {
    throw severalPreferredFactors();
  }
}

/** @throws ServiceError InvalidParameterException */
function passkeysOf(pool: Pool, given: Settings["WebAuthnMfaSettings"], before: boolean): boolean {
  if (given?.Enabled === true && !arePasskeysMultiFactor(pool.settings)) {
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
  const before = context.mfa.preference(user);
  const changes = changesOf(settings, before);
  check(context, pool, user, changes);
  const changeOf = (factor: SecondFactor) => changes.find((change) => change.factor === factor);
  const enabled = SECOND_FACTORS.filter(
    (factor) => changeOf(factor)?.isEnabled ?? before.enabled.includes(factor),
  );
  const kept = enabled.find(
    (factor) => factor === before.preferred && changeOf(factor)?.isPreferred !== false,
  );
  context.mfa.setPreference(user, {
    enabled,
    preferred: changes.find(({ isPreferred }) => isPreferred)?.factor ?? kept ?? null,
    passkeys: passkeysOf(pool, settings.WebAuthnMfaSettings, before.passkeys),
  });
}
