/** The first and second factors of a pool. */

import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { findFirstFactorConflict } from "../domain/first-factor.ts";
import { operation } from "../operation.ts";
import { arePasskeysMultiFactor } from "../passkey-settings.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import type { CognitoInput, CognitoOutput } from "../wire-types.ts";
import { checkSmsConfiguration } from "./sms-configuration.ts";

const passwordlessNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In",
  );

/** The pool asks for text messages and can't send them. */
const smsConfigurationMissing = (): ServiceError =>
  invalidParameter(
    "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
  );

const factorsInPoolWithout = (): ServiceError =>
  invalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");

const allFactorsOff = (): ServiceError =>
  invalidParameter(
    "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
  );

const emailMfaNeedsOwnSender = (): ServiceError =>
  invalidParameter(
    "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
  );

const emailMfaNotInTier = (): ServiceError =>
  new ServiceError(
    "FeatureUnavailableInTierException",
    "The following features need to be disabled for the LITE pricing tier configured: Email MFA",
  );

/**
 * Checks that a pool's sign-in policy, tier and second factors go together
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html).
 *
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkFirstFactors(settings: PoolSettings): void {
  const allowed = settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const conflict = findFirstFactorConflict({
    allowed,
    requirement: settings.MfaConfiguration,
    passkeysVerifyUsers: arePasskeysMultiFactor(settings),
  });
  if (conflict !== null) throw invalidParameter(conflict);
  if (settings.UserPoolTier === "LITE" && allowed.some((factor) => factor !== "PASSWORD")) {
    throw passwordlessNotInTier();
  }
}

/**
 * Checks that a pool's second factors, its tier and its senders go together. Codes by e-mail go out through the
 * pool's own sender, and are a feature of the higher tiers
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html).
 *
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkSecondFactors(settings: PoolSettings): void {
  const { EmailConfiguration, MfaConfiguration, SmsConfiguration, UserPoolTier, mfa } = settings;
  const { EmailMfaConfiguration: email, SoftwareTokenMfaConfiguration: software } = mfa;
  const hasFactor = SmsConfiguration !== undefined || email !== undefined || software?.Enabled === true;
  if (MfaConfiguration !== "OFF" && !hasFactor) throw smsConfigurationMissing();
  if (email !== undefined && EmailConfiguration.EmailSendingAccount !== "DEVELOPER") {
    throw emailMfaNeedsOwnSender();
  }
  if (email !== undefined && UserPoolTier === "LITE") throw emailMfaNotInTier();
}

/** A pool's MFA settings as GetUserPoolMfaConfig answers them. */
function describeMfaConfig({ settings }: Pool): CognitoOutput<"GetUserPoolMfaConfig"> {
  const { MfaConfiguration, SmsAuthenticationMessage, SmsConfiguration, mfa } = settings;
  return {
    ...(SmsConfiguration && {
      SmsMfaConfiguration: {
        ...withoutUndefined({ SmsAuthenticationMessage }),
        SmsConfiguration,
      },
    }),
    ...mfa,
    MfaConfiguration,
  };
}

type Request = CognitoInput<"SetUserPoolMfaConfig">;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html: all settings are replaced, what
 * is not named is off (https://github.com/aws/aws-sdk-js/issues/4186, https://github.com/go-to-k/cdkd/pull/791).
 */
export const setUserPoolMfaConfig = operation("SetUserPoolMfaConfig", (input, { pools }) => {
  const pool = pools.require(input.UserPoolId);
  checkFactors(input);
  checkSmsConfiguration(input.SmsMfaConfiguration?.SmsConfiguration, pool.region);
  const settings = configureFactors(pool.settings, input);
  checkSecondFactors(settings);
  checkFirstFactors(settings);
  return describeMfaConfig(pools.update(pool, { settings }));
});

/** @throws ServiceError InvalidParameterException */
function checkFactors(input: Request): void {
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = input;
  const hasMessages = SmsMfaConfiguration !== undefined || EmailMfaConfiguration !== undefined;
  if ((input.MfaConfiguration ?? "OFF") === "OFF") {
    // A factor that is not even on is refused too (https://github.com/go-to-k/cdkd/issues/1968).
    if (hasMessages || SoftwareTokenMfaConfiguration !== undefined) throw factorsInPoolWithout();
  } else if (!hasMessages && SoftwareTokenMfaConfiguration?.Enabled !== true) {
    throw allFactorsOff();
  }
}

/**
 * The SMS configuration is a setting of the pool itself, and stays.
 * @throws ServiceError InvalidParameterException
 */
function configureFactors(before: PoolSettings, input: Request): PoolSettings {
  const { SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = input;
  const SmsConfiguration = sms?.SmsConfiguration ?? before.SmsConfiguration;
  const SmsAuthenticationMessage = sms?.SmsAuthenticationMessage ?? before.SmsAuthenticationMessage;
  const WebAuthnConfiguration = input.WebAuthnConfiguration ?? before.mfa.WebAuthnConfiguration;
  if (sms !== undefined && SmsConfiguration === undefined) throw smsConfigurationMissing();
  return {
    ...before,
    ...(SmsConfiguration && { SmsConfiguration }),
    ...withoutUndefined({ SmsAuthenticationMessage }),
    MfaConfiguration: input.MfaConfiguration ?? "OFF",
    mfa: {
      ...(SoftwareTokenMfaConfiguration && { SoftwareTokenMfaConfiguration }),
      ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
      ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
    },
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = operation("GetUserPoolMfaConfig", (input, { pools }) =>
  describeMfaConfig(pools.require(input.UserPoolId)),
);
