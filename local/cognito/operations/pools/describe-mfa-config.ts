import type { Pool } from "../../state/pool-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

/** A pool's MFA settings as GetUserPoolMfaConfig answers them. */
export function describeMfaConfig({ settings }: Pool): CognitoOutput<"GetUserPoolMfaConfig"> {
  return { ...settings.mfa, MfaConfiguration: settings.MfaConfiguration };
}
