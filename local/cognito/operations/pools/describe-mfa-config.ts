import type { Pool } from "../../state/pool-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

/** A pool's MFA settings as GetUserPoolMfaConfig answers them. */
export function describeMfaConfig({ settings }: Pool): CognitoOutput<"GetUserPoolMfaConfig"> {
  const { MfaConfiguration, SmsAuthenticationMessage, SmsConfiguration, mfa } = settings;
  return {
    ...(SmsConfiguration && {
      SmsMfaConfiguration: {
        ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
        SmsConfiguration,
      },
    }),
    ...mfa,
    MfaConfiguration,
  };
}
