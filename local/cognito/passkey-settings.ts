import { passkeysOff, relyingPartyMissing } from "./errors/passkey-errors.ts";
import type { OperationContext } from "./operation-context.ts";
import type { Pool } from "./state/pool-repository.ts";

export interface PasskeySettings {
  /** The domain whose pages may use the passkeys. */
  readonly relyingPartyId: string;
  readonly userVerification: "required" | "preferred";
  /** A passkey is two factors: it is no passkey then without its user verified. */
  readonly isMultiFactor: boolean;
}

/** Where nothing is said it is the pool's domain: its own, else the prefix of Amazon's. */
function domainOf(
  { documents, region }: Pick<OperationContext, "documents" | "region">,
  pool: Pool,
): string | undefined {
  const domains = documents.all(pool, "domain");
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  const [prefix] = domains;
  return custom?.id ?? (prefix && `${prefix.id}.auth.${region}.amazoncognito.com`);
}

/**
 * How passkeys are used in a pool (API_WebAuthnConfigurationType).
 * @throws ServiceError WebAuthnNotEnabledException, WebAuthnConfigurationMissingException
 */
export function passkeySettings(
  context: Pick<OperationContext, "documents" | "region">,
  pool: Pool,
): PasskeySettings {
  const { settings } = pool;
  if (!settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes("WEB_AUTHN")) {
    throw passkeysOff();
  }
  const { UserVerification, FactorConfiguration, RelyingPartyId } = settings.mfa.WebAuthnConfiguration ?? {};
  const relyingPartyId = RelyingPartyId ?? domainOf(context, pool);
  if (relyingPartyId === undefined) {
    throw relyingPartyMissing();
  }
  const isMultiFactor = FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  return {
    relyingPartyId,
    userVerification: isMultiFactor ? "required" : (UserVerification ?? "preferred"),
    isMultiFactor,
  };
}
