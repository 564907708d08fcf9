/** Refreshing and revoking tokens. */
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { matchesClientSecret } from "../check-client.ts";
import { isFlowAllowed } from "../domain/explicit-auth-flows.ts";
import { flowNotEnabled } from "../errors/sign-in-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { tracksSessions } from "../sessions/session-settings.ts";
import { revokeSession } from "../sessions/track-sessions.ts";
import { issueMachineToken } from "../sign-in/issue-machine-token.ts";
import { refreshTokens } from "../sign-in/refresh-tokens.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

const clientSecretWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid client secret");

const scopeRefused = (scope: string): ServiceError => invalidParameter(`Invalid scope requested: ${scope}`);

/** RevokeToken's own exception: wrong secret, or another client's token. */
const revokingClientRefused = (): ServiceError =>
  new ServiceError("UnauthorizedException", "Unauthorized client");

const tokenRevocationDisabled = (): ServiceError =>
  new ServiceError("UnsupportedOperationException", "Token revocation is not enabled for this client");

const tokenTypeUnsupported = (): ServiceError =>
  new ServiceError("UnsupportedTokenTypeException", "Unsupported token type");

export const getTokensFromRefreshToken = operation("GetTokensFromRefreshToken", async (input, context) => {
  const client = context.clients.require(input.ClientId);
  if (!matchesClientSecret(client, input.ClientSecret)) throw clientSecretWrong();
  const { RefreshToken: token, ClientMetadata: clientMetadata, DeviceKey: deviceKey } = input;
  const request = { client, token, clientMetadata, deviceKey };
  return { AuthenticationResult: await refreshTokens(context, request) };
});

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html: what client credentials
 * are at the token endpoint.
 */
export const getClientToken = operation("GetClientToken", async (input, context) => {
  const client = context.clients.require(input.ClientId);
  if (client.secrets.length === 0 || !matchesClientSecret(client, input.Secret)) throw clientSecretWrong();
  if (!isFlowAllowed(client.settings.ExplicitAuthFlows, "CLIENT_TOKEN_AUTH")) {
    throw flowNotEnabled("CLIENT_TOKEN_AUTH");
  }
  const scopes = machineScopes(context, client, input.Scopes);
  const request = { client, scopes, clientMetadata: input.ClientMetadata };
  return { ClientAuthenticationResult: await issueMachineToken(context, request) };
});

/**
 * The scopes of resource servers that the client may have: those that are asked for, or all of them.
 * @throws ServiceError InvalidParameterException
 */
function machineScopes(
  { pools, resourceServers }: Pick<OperationContext, "pools" | "resourceServers">,
  { poolId, settings }: Client,
  asked: readonly string[] = [],
): readonly string[] {
  const custom = new Set(
    resourceServers
      .all(pools.require(poolId))
      .flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`)),
  );
  const allowed = (settings.AllowedOAuthScopes ?? []).filter((scope) => custom.has(scope));
  const refused = asked.find((scope) => !allowed.includes(scope));
  if (refused !== undefined) throw scopeRefused(refused);
  return asked.length === 0 ? allowed : [...new Set(asked)];
}

/** Access and ID tokens have three parts; a refresh token has five. */
export const isSignedToken = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/**
 * Ends a sign-in: its refresh tokens, and for Cognito's own operations its access tokens. An unknown token is not an error
 * (RFC 7009 §2.2).
 */
export const revokeToken = operation("RevokeToken", (input, context) => {
  const client = context.clients.find(input.ClientId);
  if (client === null || !matchesClientSecret(client, input.ClientSecret)) throw revokingClientRefused();
  if (!client.settings.EnableTokenRevocation) throw tokenRevocationDisabled();
  if (isSignedToken(input.Token)) throw tokenTypeUnsupported();
  const found = context.refreshTokens.find(input.Token);
  if (found !== null && found.family.clientId !== client.id) throw revokingClientRefused();
  if (found !== null) {
    const isTracked = tracksSessions(context, context.pools.require(client.poolId));
    const session = isTracked ? context.userSessions.ofFamily(found.family.origin) : null;
    if (session === null) context.refreshTokens.revoke(found.family.origin);
    else revokeSession(context, session, input.RevokeAssociatedSessions);
  }
  return {};
});

/** Revokes all tokens of the user, on every device. */
function signOutEverywhere(
  { atomically, clock, refreshTokens, users }: OperationContext,
  { pool, user }: { readonly pool: Pool; readonly user: User },
): void {
  atomically(() => {
    refreshTokens.revokeAll(user);
    users.update(pool, user, { signedOutAt: clock.now() });
  });
}

export const globalSignOut = operation("GlobalSignOut", (_input, context) => {
  signOutEverywhere(context, context.caller);
  return {};
});

export const adminUserGlobalSignOut = operation("AdminUserGlobalSignOut", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  signOutEverywhere(context, { pool, user: context.users.require(pool, input.Username) });
  return {};
});
