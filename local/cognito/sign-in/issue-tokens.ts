/** Tokens for an authenticated user: claims, the trigger's word on them, signatures, the refresh token. */

import { randomUUID } from "node:crypto";
import { recordTokens } from "../../recorder/record-tokens.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { readableAttributes } from "../attributes/client-access.ts";
import { type Authentication, acrOf, authenticationOf } from "../domain/authentication-level.ts";
import { createDeviceKey } from "../domain/device.ts";
import { signToken } from "../domain/json-web-token.ts";
import { createRefreshToken } from "../domain/refresh-token.ts";
import {
  accessTokenClaims,
  accessTokenHash,
  attributesOfScopes,
  describeGroups,
  idTokenClaims,
  type TokenSubject,
} from "../domain/token-claims.ts";
import { tokenLifetimes } from "../domain/token-lifetimes.ts";
import { overrideAccessToken, overrideIdToken, overrideSubject } from "../domain/token-overrides.ts";
import { triggerAttributes } from "../domain/trigger-event.ts";
import { sessionInvalid, userDisabled } from "../errors/sign-in-errors.ts";
import { issuerOf } from "../oidc/issuer.ts";
import type { OperationContext } from "../operation-context.ts";
import { openTokenSession } from "../sessions/track-sessions.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { FamilyDetails, TokenFamily } from "../state/refresh-token-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { TokenSource } from "../trigger-port.ts";
import { credentialState } from "./account-state.ts";
import { runPreTokenGeneration } from "./run-pre-token-generation.ts";
import { answer, onceAuthenticated } from "./sign-in.ts";

/** What a sign-in by the API grants, without a resource server's scopes. */
const USER_SCOPE = "aws.cognito.signin.user.admin";

export interface TokenRequest {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  /** The sign-in the tokens belong to; only its first tokens open it. */
  readonly family: Pick<TokenFamily, "origin" | "authenticatedAt" | "details">;
  readonly source: TokenSource;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  /** Of the authorization request, for its first ID token. */
  readonly nonce?: string;
}

export interface SignedTokens {
  readonly AccessToken: string;
  /** Not there for an authorization without the scope `openid`. */
  readonly IdToken?: string;
  /** Seconds the access token lives. */
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
}

function subjectOf(context: OperationContext, request: TokenRequest): TokenSubject {
  const { pool, client, user, family, nonce = null } = request;
  const { eventId, scopes, deviceKey = null, isHosted = false, resource = null, acr, amr } = family.details;
  const readable = readableAttributes(client, user.attributes);
  return {
    issuer: issuerOf(context, pool),
    clientId: client.id,
    sub: user.sub,
    username: user.username,
    attributes: {
      ...(isHosted ? attributesOfScopes(readable, scopes) : readable),
      // Who a user is elsewhere is told to every client.
      ...(user.attributes.identities && { identities: user.attributes.identities }),
    },
    groups: describeGroups(context.groups.ofUser(user)),
    scopes,
    originJti: client.settings.EnableTokenRevocation ? family.origin : null,
    eventId,
    deviceKey,
    ...withoutUndefined({ acr, amr }),
    authTime: Math.floor(family.authenticatedAt / 1000),
    issuedAt: Math.floor(context.clock.now() / 1000),
    hosted: isHosted ? { nonce, resource } : null,
  };
}

/** The claims `acr` and `amr`, which later tokens of the sign-in repeat: a new name of the level does not change them. */
export function authenticationClaims(
  { settings }: Pool,
  { level, methods }: Authentication,
): Pick<FamilyDetails, "acr" | "amr"> {
  return {
    ...(level !== null && { acr: acrOf(settings.AcrConfiguration, level) }),
    ...(methods.length > 0 && { amr: methods }),
  };
}

/**
 * Signs an access and an ID token, off the main thread: at the same time, or one after the other where the ID token has the
 * hash of the access token (OpenID Connect Core §3.1.3.6), as those of a pool's domain have.
 *
 * @throws ServiceError what the PreTokenGeneration trigger makes of it
 */
export async function signTokens(context: OperationContext, request: TokenRequest): Promise<SignedTokens> {
  const own = subjectOf(context, request);
  const overrides = await runPreTokenGeneration(context, {
    ...request,
    username: request.user.username,
    userAttributes: triggerAttributes(request.user),
    groups: own.groups,
    scopes: own.scopes,
  });
  const subject = overrideSubject(own, overrides);
  const lifetimes = tokenLifetimes(request.client.settings);
  const keys = context.signingKeys.of(request.pool.id);
  const signAccessToken = () => {
    const claims = accessTokenClaims(subject, { jti: randomUUID(), lifetime: lifetimes.accessToken });
    return signToken(keys.accessToken, overrideAccessToken(claims, overrides));
  };
  const signIdToken = (hash: { readonly atHash?: string }) => {
    const claims = idTokenClaims(subject, { jti: randomUUID(), lifetime: lifetimes.idToken, ...hash });
    return signToken(keys.idToken, overrideIdToken(claims, overrides));
  };
  const issued = (tokens: SignedTokens) =>
    recordTokens({ source: request.source, clientId: request.client.id }, tokens);
  const terms = { ExpiresIn: lifetimes.accessToken, TokenType: "Bearer" } as const;
  if (own.hosted === null) {
    const [IdToken, AccessToken] = await Promise.all([signIdToken({}), signAccessToken()]);
    return issued({ AccessToken, IdToken, ...terms });
  }
  const AccessToken = await signAccessToken();
  if (!own.scopes.includes("openid")) return issued({ AccessToken, ...terms });
  const IdToken = await signIdToken({ atHash: accessTokenHash(AccessToken) });
  return issued({ AccessToken, IdToken, ...terms });
}

/**
 * The last step: opens the family of tokens that this sign-in begins.
 * @throws ServiceError what the PreTokenGeneration trigger makes of it
 */
export const issueTokens = onceAuthenticated(
  async ({ context, pool, client, user, memory, device, tokenSource, clientMetadata }) => {
    const now = context.clock.now();
    const newDevice =
      pool.settings.DeviceConfiguration && device === null ? createDeviceKey(pool.region) : null;
    const deviceKey = device?.key ?? newDevice?.key;
    const family = {
      origin: randomUUID(),
      authenticatedAt: now,
      details: {
        eventId: randomUUID(),
        scopes: [USER_SCOPE],
        ...(deviceKey && { deviceKey }),
        ...authenticationClaims(pool, authenticationOf(memory.completed)),
      },
    };
    const source = tokenSource;
    const tokens = await signTokens(context, { pool, client, user, family, source, clientMetadata });
    const RefreshToken = createRefreshToken();
    const expiresAt = now + tokenLifetimes(client.settings).refreshToken * 1000;
    context.atomically(() => {
      // A trigger may have taken seconds: a user who was disabled or signed out meanwhile gets nothing.
      const present = context.users.byKey(user.key);
      if (!present?.enabled) throw userDisabled();
      if (memory.credentialState !== credentialState(context, present)) throw sessionInvalid();
      context.refreshTokens.openFamily({
        ...family,
        poolId: pool.id,
        clientId: client.id,
        userKey: user.key,
      });
      context.refreshTokens.add(RefreshToken, { origin: family.origin, expiresAt });
      openTokenSession(context, { pool, client, user, origin: family.origin, expiresAt });
      if (newDevice) context.devices.issue(user, newDevice);
    });
    return answer({
      AuthenticationResult: {
        ...tokens,
        RefreshToken,
        ...(newDevice && {
          NewDeviceMetadata: { DeviceKey: newDevice.key, DeviceGroupKey: newDevice.groupKey },
        }),
      },
      ChallengeParameters: {},
    });
  },
);
