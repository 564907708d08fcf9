/** The `Logins` of a request, verified. */
import { poolIdOfIssuer } from "../cognito/oidc/issuer.ts";
import {
  providerNotSupported,
  tokenAudienceWrong,
  tokenExpired,
  tokenIssuerWrong,
  tokenMalformed,
  tokenRevoked,
  tokenSignatureWrong,
} from "./errors.ts";
import type { IdentityContext } from "./identity-context.ts";
import { readOpenIdToken } from "./open-id-token.ts";
import type { IdentityPool } from "./state/identity-pool-repository.ts";
import type { Login } from "./state/identity-repository.ts";

/** A verified login. */
export interface VerifiedLogin extends Login {
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The provider name of the service's own tokens for developer-authenticated identities. */
const OWN_PROVIDER = "cognito-identity.amazonaws.com";

const AWS_PROVIDER = /^(?:issuer-)?cognito-idp\.([\w-]+)\.amazonaws\.com\/(\1_.+)$/;

/** The user pool behind a provider name: AWS's, in the pool's own region, or that of the local issuer. */
export function userPoolOf({ endpoint }: Pick<IdentityContext, "endpoint">, provider: string): string | null {
  const [, , atAws] = AWS_PROVIDER.exec(provider) ?? [];
  if (atAws !== undefined) return atAws;
  return poolIdOfIssuer(endpoint().replace(/^https?:\/\//, ""), provider);
}

/** AWS's name and the local issuer's name of a user pool's provider mean the same provider. */
export function isSameProvider(context: IdentityContext, one: string, other: string): boolean {
  const userPoolId = userPoolOf(context, one);
  return one === other || (userPoolId !== null && userPoolId === userPoolOf(context, other));
}

/**
 * A pool's setting for the provider of a login: for the user pool's client (`provider:clientId`), or for all of its clients.
 */
export function settingOf<Setting>(
  context: IdentityContext,
  settings: Readonly<Record<string, Setting>>,
  { provider, claims }: Pick<VerifiedLogin, "claims" | "provider">,
): Setting | undefined {
  const find = (suffix: string) =>
    Object.entries(settings).find(([name]) => isSameProvider(context, name, `${provider}${suffix}`))?.[1];
  return find(`:${String(claims.aud)}`) ?? find("");
}

/** @throws ServiceError NotAuthorizedException */
function verifyUserPoolLogin(
  context: IdentityContext,
  pool: IdentityPool,
  provider: string,
  token: string,
): VerifiedLogin {
  const userPoolId = userPoolOf(context, provider);
  const clients = (pool.settings.CognitoIdentityProviders ?? []).filter(
    ({ ProviderName }) => userPoolId !== null && userPoolOf(context, ProviderName ?? "") === userPoolId,
  );
  if (userPoolId === null || clients.length === 0) throw providerNotSupported();
  const verdict = context.verifyIdToken(userPoolId, token);
  switch (verdict.kind) {
    case "malformed":
      throw tokenMalformed();
    case "signature":
      throw tokenSignatureWrong();
    case "issuer":
      throw tokenIssuerWrong();
    case "expired":
      throw tokenExpired(verdict.now, verdict.exp);
    case "valid":
      break;
  }
  const client = clients.find(({ ClientId }) => ClientId === verdict.claims.aud);
  if (client === undefined) throw tokenAudienceWrong();
  if (client.ServerSideTokenCheck === true && !verdict.isCurrent) throw tokenRevoked();
  // By the identity pool's name for it; otherwise a user would have two identities.
  const name = client.ProviderName ?? provider;
  return { provider: name, subject: String(verdict.claims.sub), claims: verdict.claims };
}

/**
 * Verifies every login; a provider that can't be reached from here is not supported.
 * @throws ServiceError NotAuthorizedException
 */
export function verifyLogins(
  context: IdentityContext,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>> | undefined,
): readonly VerifiedLogin[] {
  return Object.entries(logins ?? {})
    .filter(([provider]) => provider !== OWN_PROVIDER)
    .map(([provider, token]) => verifyUserPoolLogin(context, pool, provider, token));
}

/** The identity of one of the service's own tokens; `null` without one. @throws ServiceError NotAuthorizedException */
export async function verifiedIdentity(
  context: IdentityContext,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>> | undefined,
): Promise<string | null> {
  const token = logins?.[OWN_PROVIDER];
  if (token === undefined) return null;
  const verdict = await readOpenIdToken(context, token);
  if (verdict.kind === "expired") throw tokenExpired(verdict.now, verdict.exp);
  if (verdict.kind !== "valid" || verdict.claims.aud !== pool.id) throw tokenMalformed();
  return String(verdict.claims.sub);
}
