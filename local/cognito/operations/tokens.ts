/** Refreshing and revoking tokens. */
import { ServiceError } from "../../protocol/service-error.ts";
import { matchesClientSecret } from "../check-client.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { refreshTokens } from "../sign-in/refresh-tokens.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

const clientSecretWrong = (): ServiceError =>
  new ServiceError("NotAuthorizedException", "Invalid client secret");

/** RevokeToken's own exception: wrong secret, or another client's token. */
const revokingClientRefused = (): ServiceError =>
  new ServiceError("UnauthorizedException", "Unauthorized client");

const tokenRevocationDisabled = (): ServiceError =>
  new ServiceError("UnsupportedOperationException", "Token revocation is not enabled for this client");

const tokenTypeUnsupported = (): ServiceError =>
  new ServiceError("UnsupportedTokenTypeException", "Unsupported token type");

export const getTokensFromRefreshToken = operation("GetTokensFromRefreshToken", async (input, context) => {
  const client = context.clients.require(input.ClientId);
  if (!matchesClientSecret(client, input.ClientSecret)) {
    throw clientSecretWrong();
  }
  const { RefreshToken: token, ClientMetadata: clientMetadata, DeviceKey: deviceKey } = input;
  const request = { client, token, clientMetadata, deviceKey };
  return { AuthenticationResult: await refreshTokens(context, request) };
});

/** Access and ID tokens have three parts; a refresh token has five. */
export const isSignedToken = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/**
 * Ends a sign-in: its refresh tokens, and for Cognito's own operations its access tokens. An unknown token is not an error
 * (RFC 7009 §2.2).
 */
export const revokeToken = operation("RevokeToken", (input, context) => {
  const client = context.clients.find(input.ClientId);
  if (client === null || !matchesClientSecret(client, input.ClientSecret)) {
    throw revokingClientRefused();
  }
  if (!client.settings.EnableTokenRevocation) {
    throw tokenRevocationDisabled();
  }
  if (isSignedToken(input.Token)) {
    throw tokenTypeUnsupported();
  }
  const found = context.refreshTokens.find(input.Token);
  if (found !== null && found.family.clientId !== client.id) {
    throw revokingClientRefused();
  }
  if (found !== null) {
    context.refreshTokens.revoke(found.family.origin);
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
