import { findFirstFactorConflict } from "../../domain/first-factor.ts";
import { passwordlessNotInTier } from "../../errors/choice-errors.ts";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import { arePasskeysMultiFactor } from "../../passkey-settings.ts";
import type { PoolSettings } from "../../state/pool-settings.ts";

/**
 * Whatever changes a pool's sign-in policy, its tier or its second factors leaves them in accord
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
  if (conflict !== null) {
    throw invalidParameter(conflict);
  }
  if (settings.UserPoolTier === "LITE" && allowed.some((factor) => factor !== "PASSWORD")) {
    throw passwordlessNotInTier();
  }
}
