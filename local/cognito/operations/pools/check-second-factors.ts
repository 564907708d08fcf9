import {
  emailMfaNeedsOwnSender,
  emailMfaNotInTier,
  smsConfigurationMissing,
} from "../../errors/mfa-errors.ts";
import type { PoolSettings } from "../../state/pool-settings.ts";

/**
 * Whatever changes a pool's second factors, its tier or how it sends leaves them in accord. Codes by e-mail go out through the
 * pool's own sender, and are a feature of the higher tiers
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html).
 *
 * @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkSecondFactors(settings: PoolSettings): void {
  const { EmailConfiguration, MfaConfiguration, SmsConfiguration, UserPoolTier, mfa } = settings;
  const { EmailMfaConfiguration: email, SoftwareTokenMfaConfiguration: software } = mfa;
  const hasFactor = SmsConfiguration !== undefined || email !== undefined || software?.Enabled === true;
  if (MfaConfiguration !== "OFF" && !hasFactor) {
    throw smsConfigurationMissing();
  }
  if (email !== undefined && EmailConfiguration.EmailSendingAccount !== "DEVELOPER") {
    throw emailMfaNeedsOwnSender();
  }
  if (email !== undefined && UserPoolTier === "LITE") {
    throw emailMfaNotInTier();
  }
}
