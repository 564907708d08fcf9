import { ServiceError } from "../protocol/service-error.ts";
import type { OperationContext } from "./operation-context.ts";
import type { Passkey } from "./state/passkey-repository.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { PoolSettings } from "./state/pool-settings.ts";
import type { User } from "./state/user-repository.ts";

export const passkeysOff = (): ServiceError =>
  new ServiceError("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.");

const relyingPartyMissing = (): ServiceError =>
  new ServiceError(
    "WebAuthnConfigurationMissingException",
    "The user pool has no relying party ID: configure one, or a domain.",
  );

export interface PasskeySettings {
  /** The domain whose pages may use the passkeys. */
  readonly relyingPartyId: string;
  readonly userVerification: "required" | "preferred";
}

type Context = Pick<OperationContext, "documents">;

/** By default it is the pool's domain: the custom one, else the prefix domain of Amazon's. */
function domainOf({ documents }: Context, pool: Pool): string | undefined {
  const domains = documents.all(pool, "domain");
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  const [prefix] = domains;
  return custom?.id ?? (prefix && `${prefix.id}.auth.${pool.region}.amazoncognito.com`);
}

/** Whether a passkey counts as two factors in the pool; then it must verify its user. */
export function arePasskeysMultiFactor({ mfa }: Pick<PoolSettings, "mfa">): boolean {
  return mfa.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

function arePasskeysOn({ settings }: Pool): boolean {
  return settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes("WEB_AUTHN");
}

/** How passkeys are used in a pool (API_WebAuthnConfigurationType); `null` if they are not. */
export function findPasskeySettings(context: Context, pool: Pool): PasskeySettings | null {
  const { UserVerification, RelyingPartyId } = pool.settings.mfa.WebAuthnConfiguration ?? {};
  const relyingPartyId = RelyingPartyId ?? domainOf(context, pool);
  if (!arePasskeysOn(pool) || relyingPartyId === undefined) return null;
  return {
    relyingPartyId,
    userVerification: arePasskeysMultiFactor(pool.settings) ? "required" : (UserVerification ?? "preferred"),
  };
}

/** @throws ServiceError WebAuthnNotEnabledException, WebAuthnConfigurationMissingException */
export function requirePasskeySettings(context: Context, pool: Pool): PasskeySettings {
  const settings = findPasskeySettings(context, pool);
  if (settings === null) throw arePasskeysOn(pool) ? relyingPartyMissing() : passkeysOff();
  return settings;
}

/**
 * The user's passkeys that are valid in the pool: "If you change your RP ID, your users must register again"
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html).
 */
export function usablePasskeys(
  context: Context & Pick<OperationContext, "passkeys">,
  pool: Pool,
  user: User,
): readonly Passkey[] {
  const settings = findPasskeySettings(context, pool);
  if (settings === null) return [];
  return context.passkeys
    .ofUser(user)
    .filter(({ relyingPartyId }) => relyingPartyId === settings.relyingPartyId);
}
