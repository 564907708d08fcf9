/** New tokens for a refresh token, with and without rotation. */

import { checkSecretHash } from "../check-client.ts";
import { createRefreshToken } from "../domain/refresh-token.ts";
import {
  refreshTokenExpired,
  refreshTokenInvalid,
  refreshTokenReused,
  refreshTokenRevoked,
  userDisabled,
} from "../errors/sign-in-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import { noteRefresh } from "../sessions/track-sessions.ts";
import type { Client } from "../state/client-repository.ts";
import type { RefreshToken, TokenFamily } from "../state/refresh-token-repository.ts";
import type { User } from "../state/user-repository.ts";
import { type SignedTokens, signTokens } from "./issue-tokens.ts";
import { answer, type Progress, requireParameter, type SignIn } from "./sign-in.ts";

interface RefreshRequest {
  readonly client: Client;
  readonly token: string;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  /** The device that the client says it is. */
  readonly deviceKey: string | undefined;
}

interface RefreshedTokens extends SignedTokens {
  /** The one to use from now on; not there where the client does not rotate. */
  readonly RefreshToken?: string;
}

export function rotates({ settings }: Client): boolean {
  return settings.RefreshTokenRotation?.Feature === "ENABLED";
}

/** Whether rotation put another token in this one's place, and the time for retries is over. */
function isReused(context: OperationContext, client: Client, { replacedAt }: RefreshToken): boolean {
  const grace = (client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000;
  return replacedAt !== null && context.clock.now() >= replacedAt + grace;
}

/** A token that was issued for a device is valid only on that device. */
function isForDevice({ details }: TokenFamily, deviceKey: string | undefined): boolean {
  return details.deviceKey === undefined || details.deviceKey === deviceKey;
}

/** @throws ServiceError NotAuthorizedException */
function requireToken(context: OperationContext, { client, token, deviceKey }: RefreshRequest): RefreshToken {
  const found = context.refreshTokens.find(token);
  if (found === null || found.family.clientId !== client.id || !isForDevice(found.family, deviceKey)) {
    throw refreshTokenInvalid();
  }
  return found;
}

/** @throws ServiceError NotAuthorizedException, RefreshTokenReuseException */
function checkUsable(context: OperationContext, client: Client, token: RefreshToken): void {
  if (token.family.revokedAt !== null) throw refreshTokenRevoked();
  if (isReused(context, client, token)) throw refreshTokenReused();
  if (token.expiresAt <= context.clock.now()) throw refreshTokenExpired();
}

/** @throws ServiceError NotAuthorizedException */
function requireUser(context: OperationContext, { userKey }: TokenFamily): User {
  const user = context.users.byKey(userKey);
  if (user === null) throw refreshTokenInvalid();
  if (!user.enabled) throw userDisabled();
  return user;
}

/**
 * Issues new tokens. A token that comes back after its grace period was stolen, or its successor was: it is unknown whose it
 * is, so the whole sign-in ends (RFC 9700 §4.14.2).
 *
 * Where the client rotates, the token is replaced at the end, in one turn with a second look at it: of two requests at once
 * the later is a retry, good only in the grace period, and no theft. The successor lives as long as the first would have.
 *
 * @throws ServiceError NotAuthorizedException, RefreshTokenReuseException, what the PreTokenGeneration trigger makes of it
 */
export async function refreshTokens(
  context: OperationContext,
  request: RefreshRequest,
): Promise<RefreshedTokens> {
  const { client, clientMetadata } = request;
  const found = requireToken(context, request);
  const { family } = found;
  if (isReused(context, client, found)) context.refreshTokens.revoke(family.origin);
  checkUsable(context, client, found);
  const tokens = await signTokens(context, {
    pool: context.pools.require(family.poolId),
    client,
    user: requireUser(context, family),
    family,
    source: "TokenGeneration_RefreshTokens",
    clientMetadata,
  });
  const successor = createRefreshToken();
  return context.atomically(() => {
    const current = requireToken(context, request);
    checkUsable(context, client, current);
    requireUser(context, current.family);
    noteRefresh(context, context.pools.require(family.poolId), family.origin);
    if (!rotates(client)) return tokens;
    context.refreshTokens.markReplaced(request.token);
    context.refreshTokens.add(successor, { origin: family.origin, expiresAt: current.expiresAt });
    return { ...tokens, RefreshToken: successor };
  });
}

/**
 * The one step of REFRESH_TOKEN_AUTH.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, what the PreTokenGeneration trigger makes of it
 */
export async function exchangeRefreshToken(signIn: SignIn): Promise<Progress> {
  const { context, client, parameters } = signIn;
  const token = requireParameter(signIn, "REFRESH_TOKEN");
  const owner = context.refreshTokens.find(token)?.family.userKey;
  const user = owner === undefined ? null : context.users.byKey(owner);
  checkSecretHash(client, parameters.SECRET_HASH, user === null ? [] : [user.username, user.sub]);
  // InitiateAuth's ClientMetadata does not reach the token trigger.
  const tokens = await refreshTokens(context, {
    client,
    token,
    clientMetadata: undefined,
    deviceKey: parameters.DEVICE_KEY,
  });
  return answer({ AuthenticationResult: tokens, ChallengeParameters: {} });
}
