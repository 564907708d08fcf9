import { allFactorsOff, factorsInPoolWithout, smsConfigurationMissing } from "../../errors/mfa-errors.ts";
import { operation } from "../../operation.ts";
import type { PoolSettings } from "../../state/pool-settings.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { checkFirstFactors } from "./check-first-factors.ts";
import { checkSecondFactors } from "./check-second-factors.ts";
import { describeMfaConfig } from "./describe-mfa-config.ts";

type Request = CognitoInput<"SetUserPoolMfaConfig">;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html: all is set anew, what
 * is not named is off (https://github.com/aws/aws-sdk-js/issues/4186, https://github.com/go-to-k/cdkd/pull/791).
 */
export const setUserPoolMfaConfig = operation("SetUserPoolMfaConfig", (input, { pools }) => {
  const pool = pools.require(input.UserPoolId);
  checkFactors(input);
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
 * What text messages need is a setting of the pool's own, and stays.
 * @throws ServiceError InvalidParameterException
 */
function configureFactors(before: PoolSettings, input: Request): PoolSettings {
  const { SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = input;
  const SmsConfiguration = sms?.SmsConfiguration ?? before.SmsConfiguration;
  const SmsAuthenticationMessage = sms?.SmsAuthenticationMessage ?? before.SmsAuthenticationMessage;
  const WebAuthnConfiguration = input.WebAuthnConfiguration ?? before.mfa.WebAuthnConfiguration;
  if (sms !== undefined && SmsConfiguration === undefined) {
    throw smsConfigurationMissing();
  }
  return {
    ...before,
    ...(SmsConfiguration && { SmsConfiguration }),
    ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
    MfaConfiguration: input.MfaConfiguration ?? "OFF",
    mfa: {
      ...(SoftwareTokenMfaConfiguration && { SoftwareTokenMfaConfiguration }),
      ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
      ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
    },
  };
}
