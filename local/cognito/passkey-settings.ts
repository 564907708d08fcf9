import { passkeysOff, relyingPartyMissing } from "./errors/passkey-errors.ts";
import type { Pool } from "./state/pool-repository.ts";

export interface PasskeySettings {
  /** The domain whose pages may use the passkeys. */
  readonly relyingPartyId: string;
  readonly userVerification: "required" | "preferred";
  /** A passkey is two factors: it is no passkey then without its user verified. */
  readonly isMultiFactor: boolean;
}

/**
 * How passkeys are used in a pool (API_WebAuthnConfigurationType).
 * @throws ServiceError WebAuthnNotEnabledException, WebAuthnConfigurationMissingException
 */
export function passkeySettings({ settings }: Pool): PasskeySettings {
  if (!settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes("WEB_AUTHN")) {
    throw passkeysOff();
  }
  const { RelyingPartyId, UserVerification, FactorConfiguration } = settings.mfa.WebAuthnConfiguration ?? {};
  if (RelyingPartyId === undefined) {
    throw relyingPartyMissing();
  }
  const isMultiFactor = FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  return {
    relyingPartyId: RelyingPartyId,
    userVerification: isMultiFactor ? "required" : (UserVerification ?? "preferred"),
    isMultiFactor,
  };
}
