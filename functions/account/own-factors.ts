import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { describeMfa, type MfaSettings } from "../../libs/cognito/second-factors.ts";
import { providerOf } from "../../libs/federation/external-identity.ts";
import type { MfaAnswer } from "../../libs/schemas/mfa.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";

/** The caller's second factors, as the pool has them now. */
export async function describeOwnFactors(
  { sub, username }: Principal,
  settings: MfaSettings,
): Promise<MfaAnswer> {
  const factors = describeMfa(settings);
  const [recoveryCodesLeft, authenticator] = await Promise.all([
    recoveryCodes(table()).countLeft(sub),
    factors.enabled.includes("totp") ? factorNames(table()).loadAuthenticator(sub) : undefined,
  ]);
  return {
    ...factors,
    // Cognito asks for no second factor after a provider's sign-in.
    available: providerOf(username) === undefined ? environment().SECOND_FACTORS : [],
    authenticator: authenticator ?? null,
    recoveryCodesLeft,
  };
}
