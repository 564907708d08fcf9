import { invalidParameter } from "../../errors/parameter-errors.ts";
import { operation } from "../../operation.ts";
import type { PoolSettings } from "../../state/pool-settings.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { checkFirstFactors } from "./check-first-factors.ts";
import { describeMfaConfig } from "./describe-mfa-config.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const setUserPoolMfaConfig = operation("SetUserPoolMfaConfig", (input, { pools }) => {
  const pool = pools.require(input.UserPoolId);
  checkMfa(input, pool.settings.EmailConfiguration.EmailSendingAccount);
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration } =
    input;
  const settings: PoolSettings = {
    ...pool.settings,
    MfaConfiguration: input.MfaConfiguration ?? pool.settings.MfaConfiguration,
    mfa: {
      ...pool.settings.mfa,
      ...(SmsMfaConfiguration && { SmsMfaConfiguration }),
      ...(SoftwareTokenMfaConfiguration && { SoftwareTokenMfaConfiguration }),
      ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
      ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
    },
  };
  checkFirstFactors(settings);
  return describeMfaConfig(pools.update(pool, { settings }));
});

function checkMfa(input: CognitoInput<"SetUserPoolMfaConfig">, sendingAccount: string | undefined): void {
  const hasOtherFactor = input.SmsMfaConfiguration !== undefined || input.EmailMfaConfiguration !== undefined;
  const hasFactor = hasOtherFactor || input.SoftwareTokenMfaConfiguration?.Enabled === true;
  // A factor that is not even on is refused too (https://github.com/go-to-k/cdkd/issues/1968).
  const namesFactor = hasOtherFactor || input.SoftwareTokenMfaConfiguration !== undefined;
  if (input.MfaConfiguration === "OFF" && namesFactor) {
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
  }
  if ((input.MfaConfiguration ?? "OFF") !== "OFF" && !hasFactor) {
    throw invalidParameter(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
  }
  if (input.EmailMfaConfiguration && sendingAccount !== "DEVELOPER") {
    throw invalidParameter(
      "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
    );
  }
}
