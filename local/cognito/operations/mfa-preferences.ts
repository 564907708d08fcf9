/** Which second factors a user has and prefers. */

import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { factorsInUse, SECOND_FACTORS, type SecondFactor } from "../domain/second-factor.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { arePasskeysMultiFactor } from "../passkey-settings.ts";
import { availableFactors } from "../sign-in/choice/available-factors.ts";
import { poolFactors, userFactors } from "../sign-in/mfa/user-factors.ts";
import type { MfaPreference } from "../state/mfa-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { CognitoInput } from "../wire-types.ts";

const factorNotUsable = (factor: string): ServiceError =>
  invalidParameter(`User does not have delivery config set to turn on ${factor}`);

const factorNotOffered = (factor: string): ServiceError =>
  invalidParameter(`${factor} is not enabled for the user pool.`);

const preferredFactorOff = (): ServiceError =>
  invalidParameter("Cannot set an MFA method as preferred without enabling it.");

const severalPreferredFactors = (): ServiceError => invalidParameter("Only one MFA method can be preferred.");

const passkeyFactorOff = (): ServiceError =>
  invalidParameter(
    "WebAuthn MFA requires a user pool WebAuthnConfiguration with FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION.",
  );

const mfaOptionUnsupported = (): ServiceError =>
  invalidParameter("MFAOptions supports only SMS to phone_number.");

type Settings = Pick<
  CognitoInput<"SetUserMFAPreference">,
  "SMSMfaSettings" | "SoftwareTokenMfaSettings" | "EmailMfaSettings" | "WebAuthnMfaSettings"
>;

interface Change {
  readonly factor: SecondFactor;
  readonly isEnabled: boolean;
  /** `null`: the preference stays as it is. */
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
  if (changes.filter(({ isPreferred }) => isPreferred).length > 1) throw severalPreferredFactors();
}

/** @throws ServiceError InvalidParameterException */
function passkeysOf(pool: Pool, given: Settings["WebAuthnMfaSettings"], before: boolean): boolean {
  if (given?.Enabled === true && !arePasskeysMultiFactor(pool.settings)) throw passkeyFactorOff();
  return given?.Enabled ?? before;
}

/**
 * What SetUserMFAPreference does for the caller and AdminSetUserMFAPreference for any user: what is not named stays as it is.
 * @throws ServiceError InvalidParameterException
 */
function applyMfaPreference(context: OperationContext, pool: Pool, user: User, settings: Settings): void {
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

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMFAPreference = operation("SetUserMFAPreference", (input, context) => {
  const { pool, user } = context.caller;
  applyMfaPreference(context, pool, user, input);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMFAPreference = operation("AdminSetUserMFAPreference", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  applyMfaPreference(context, pool, context.users.require(pool, input.Username), input);
  return {};
});

/**
 * What SetUserSettings and AdminSetUserSettings did before there were preferences, and still do: they turn text messages on or off.
 * @throws ServiceError InvalidParameterException
 */
function applyMfaOptions(
  context: OperationContext,
  pool: Pool,
  user: User,
  options: CognitoInput<"SetUserSettings">["MFAOptions"],
): void {
  const isSms = options.every(
    ({ DeliveryMedium, AttributeName }) => DeliveryMedium === "SMS" && AttributeName === "phone_number",
  );
  if (!isSms) throw mfaOptionUnsupported();
  applyMfaPreference(context, pool, user, { SMSMfaSettings: { Enabled: options.length > 0 } });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html */
export const setUserSettings = operation("SetUserSettings", ({ MFAOptions }, context) => {
  const { pool, user } = context.caller;
  applyMfaOptions(context, pool, user, MFAOptions);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserSettings.html */
export const adminSetUserSettings = operation("AdminSetUserSettings", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  applyMfaOptions(context, pool, context.users.require(pool, input.Username), input.MFAOptions);
  return {};
});

/** What GetUser and AdminGetUser answer about a user's second factors: no members if there are none. */
export function describeMfa({ mfa }: Pick<OperationContext, "mfa">, user: User) {
  const { enabled, preferred } = mfa.preference(user);
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(preferred !== null && { PreferredMfaSetting: preferred }),
    ...(enabled.includes("SMS_MFA") && {
      MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const],
    }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = operation("GetUserAuthFactors", (_input, context) =>
  describeAuthFactors(context, context.caller.pool, context.caller.user),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const adminGetUserAuthFactors = operation("AdminGetUserAuthFactors", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return describeAuthFactors(context, pool, context.users.require(pool, input.Username));
});

function describeAuthFactors(context: OperationContext, pool: Pool, user: User) {
  const { PreferredMfaSetting, UserMFASettingList } = describeMfa(context, user);
  const first = availableFactors(context, pool, user).filter((factor) => factor !== "PASSWORD_SRP");
  // "SOFTWARE_TOKEN can only be used as an MFA factor."
  const hasApp = factorsInUse(poolFactors(pool), userFactors(context, user)).includes("SOFTWARE_TOKEN_MFA");
  return {
    Username: user.username,
    ...(PreferredMfaSetting && { PreferredMfaSetting }),
    ...(UserMFASettingList && { UserMFASettingList }),
    ConfiguredUserAuthFactors: [...first, ...(hasApp ? (["SOFTWARE_TOKEN"] as const) : [])],
  };
}
