/** Tokens for a sign-in at a pool's domain. */
import { randomUUID } from "node:crypto";
import type { Authentication } from "../cognito/domain/authentication-level.ts";
import { createRefreshToken } from "../cognito/domain/refresh-token.ts";
import { tokenLifetimes } from "../cognito/domain/token-lifetimes.ts";
import { userDisabled } from "../cognito/errors/sign-in-errors.ts";
import type { OperationContext } from "../cognito/operation-context.ts";
import { openTokenSession } from "../cognito/sessions/track-sessions.ts";
import { authenticationClaims, type SignedTokens, signTokens } from "../cognito/sign-in/issue-tokens.ts";
import type { Client } from "../cognito/state/client-repository.ts";
import type { Pool } from "../cognito/state/pool-repository.ts";
import type { FamilyDetails } from "../cognito/state/refresh-token-repository.ts";
import type { User } from "../cognito/state/user-repository.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** The scopes that the user agreed to by signing in. */
interface HostedGrant {
  readonly scopes: readonly string[];
  /** Milliseconds since the Unix epoch: `auth_time`. */
  readonly authenticatedAt: number;
  readonly nonce?: string;
  readonly resource?: string;
  /** The tracked session of the browser. */
  readonly ssoId?: string;
  readonly authentication?: Authentication;
  readonly isFederated?: boolean;
}

export interface HostedTokens extends SignedTokens {
  readonly RefreshToken?: string;
}

/**
 * Begins the family of tokens of the sign-in.
 * @throws ServiceError NotAuthorizedException, the PreTokenGeneration trigger's error
 */
export async function issueHostedTokens(
  context: OperationContext,
  {
    client,
    pool,
    user,
    grant: { scopes, authenticatedAt, nonce, resource, authentication, isFederated, ssoId },
    origin = randomUUID(),
    isRefreshable,
  }: {
    readonly client: Client;
    readonly pool: Pool;
    readonly user: User;
    readonly grant: HostedGrant;
    /** The `origin_jti` of all of them. */
    readonly origin?: string;
    readonly isRefreshable: boolean;
  },
): Promise<HostedTokens> {
  const details: FamilyDetails = {
    eventId: randomUUID(),
    scopes,
    isHosted: true,
    ...(authentication && authenticationClaims(pool, authentication)),
    ...withoutUndefined({ resource, isFederated }),
  };
  const family = { origin, authenticatedAt, details };
  const tokens = await signTokens(context, {
    pool,
    client,
    user,
    family,
    source: "TokenGeneration_HostedAuth",
    clientMetadata: undefined,
    ...withoutUndefined({ nonce }),
  });
  const refreshToken = createRefreshToken();
  // The validity counts from the sign-in's first tokens, as at the API.
  const expiresAt = context.clock.now() + tokenLifetimes(client.settings).refreshToken * 1000;
  context.atomically(() => {
    // The trigger may have taken seconds: a user who was disabled meanwhile gets nothing.
    if (!context.users.byKey(user.key)?.enabled) throw userDisabled();
    context.refreshTokens.openFamily({
      ...family,
      poolId: pool.id,
      clientId: client.id,
      userKey: user.key,
    });
    if (!isRefreshable) return;
    context.refreshTokens.add(refreshToken, { origin: family.origin, expiresAt });
    openTokenSession(context, { pool, client, user, origin, expiresAt, ...withoutUndefined({ ssoId }) });
  });
  return { ...tokens, ...(isRefreshable && { RefreshToken: refreshToken }) };
}

/** The members of a token response (RFC 6749 §5.1). */
export function renderTokens({
  AccessToken,
  IdToken,
  RefreshToken,
  ExpiresIn,
  TokenType,
}: SignedTokens & { readonly RefreshToken?: string }): Readonly<Record<string, string | number>> {
  return {
    ...(IdToken !== undefined && { id_token: IdToken }),
    access_token: AccessToken,
    ...(RefreshToken !== undefined && { refresh_token: RefreshToken }),
    expires_in: ExpiresIn,
    token_type: TokenType,
  };
}
