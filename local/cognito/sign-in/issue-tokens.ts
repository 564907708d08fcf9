/** Tokens for a user who has proved who they are: claims, the trigger's word on them, signatures, the refresh token. */
import { randomUUID } from "node:crypto";
import { readableAttributes } from "../attributes/client-access.ts";
import { createDeviceKey } from "../domain/device.ts";
import { signToken } from "../domain/json-web-token.ts";
import { createRefreshToken } from "../domain/refresh-token.ts";
import {
  accessTokenClaims,
  type Claims,
  describeGroups,
  idTokenClaims,
  type TokenSubject,
} from "../domain/token-claims.ts";
import { tokenLifetimes } from "../domain/token-lifetimes.ts";
import {
  NO_OVERRIDES,
  overrideAccessToken,
  overrideIdToken,
  overrideSubject,
  readTokenOverrides,
  type TokenOverrides,
  type TriggerVersion,
} from "../domain/token-overrides.ts";
import { EMPTY_RESPONSES, triggerAttributes } from "../domain/trigger-event.ts";
import { userDisabled } from "../errors/access-errors.ts";
import { sessionInvalid } from "../errors/sign-in-errors.ts";
import { triggerResponseInvalid } from "../errors/trigger-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { TokenFamily } from "../state/refresh-token-repository.ts";
import type { User } from "../state/user-repository.ts";
import { triggerTarget } from "../trigger-target.ts";
import { afterProof, answer } from "./sign-in.ts";
import { standingOf } from "./standing.ts";

/** What a sign-in by the API grants, without a resource server's scopes. */
const USER_SCOPE = "aws.cognito.signin.user.admin";

export interface TokenRequest {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  /** The sign-in the tokens belong to; only its first tokens open it. */
  readonly family: Pick<TokenFamily, "origin" | "authenticatedAt" | "details">;
  /** `TokenGeneration_RefreshTokens` */
  readonly source: string;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

export interface SignedTokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  /** Seconds the access token lives. */
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
}

/** What later tokens of a sign-in repeat. */
interface FamilyDetails {
  readonly eventId: string;
  readonly scopes: readonly string[];
  /** The device it is for, in a pool that tracks them. */
  readonly deviceKey?: string;
}

function subjectOf(context: OperationContext, { pool, client, user, family }: TokenRequest): TokenSubject {
  const { eventId, scopes, deviceKey = null } = family.details as unknown as FamilyDetails;
  return {
    issuer: `${context.endpoint()}/${pool.id}`,
    clientId: client.id,
    sub: user.sub,
    username: user.username,
    attributes: {
      ...readableAttributes(client, user.attributes),
      // Who a user is elsewhere is told to every client.
      ...(user.attributes.identities && { identities: user.attributes.identities }),
    },
    groups: describeGroups(context.groups.ofUser(user)),
    scopes,
    originJti: client.settings.EnableTokenRevocation ? family.origin : null,
    eventId,
    deviceKey,
    authTime: Math.floor(family.authenticatedAt / 1000),
    issuedAt: Math.floor(context.clock.now() / 1000),
  };
}

/** @throws ServiceError what the PreTokenGeneration trigger makes of it */
async function runPreTokenGeneration(
  { triggers }: OperationContext,
  { pool, client, user, source, clientMetadata }: TokenRequest,
  { groups, scopes }: TokenSubject,
): Promise<TokenOverrides> {
  const target = triggerTarget(pool.settings, "PreTokenGeneration");
  if (target === null) return NO_OVERRIDES;
  const version: TriggerVersion = target.version === "1" ? "V1_0" : "V2_0";
  const response = await triggers.run({
    pool,
    trigger: "PreTokenGeneration",
    source,
    username: user.username,
    clientId: client.id,
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups.groups,
        iamRolesToOverride: groups.roles,
        preferredRole: groups.preferredRole,
      },
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
      ...(version === "V1_0" ? {} : { scopes }),
    },
    response: version === "V1_0" ? EMPTY_RESPONSES.PreTokenGeneration : EMPTY_RESPONSES.PreTokenGenerationV2,
  });
  const overrides = readTokenOverrides(version, response ?? {});
  if (overrides === null) throw triggerResponseInvalid();
  return overrides;
}

/**
 * Signs an access and an ID token; both signatures are computed off the main thread, at the same time.
 * @throws ServiceError what the PreTokenGeneration trigger makes of it
 */
export async function signTokens(context: OperationContext, request: TokenRequest): Promise<SignedTokens> {
  const own = subjectOf(context, request);
  const overrides = await runPreTokenGeneration(context, request, own);
  const subject = overrideSubject(own, overrides);
  const lifetimes = tokenLifetimes(request.client.settings);
  const keys = context.signingKeys.of(request.pool.id);
  const idToken: Claims = idTokenClaims(subject, { jti: randomUUID(), lifetime: lifetimes.idToken });
  const accessToken: Claims = accessTokenClaims(subject, {
    jti: randomUUID(),
    lifetime: lifetimes.accessToken,
  });
  const [IdToken, AccessToken] = await Promise.all([
    signToken(keys.idToken, overrideIdToken(idToken, overrides)),
    signToken(keys.accessToken, overrideAccessToken(accessToken, overrides)),
  ]);
  return { AccessToken, IdToken, ExpiresIn: lifetimes.accessToken, TokenType: "Bearer" };
}

/**
 * The last step: opens the family of tokens that this sign-in begins.
 * @throws ServiceError what the PreTokenGeneration trigger makes of it
 */
export const issueTokens = afterProof(
  async ({ context, pool, client, user, memory, device, tokenSource, clientMetadata }) => {
    const now = context.clock.now();
    const newDevice =
      pool.settings.DeviceConfiguration && device === null ? createDeviceKey(context.region) : null;
    const deviceKey = device?.key ?? newDevice?.key;
    const family = {
      origin: randomUUID(),
      authenticatedAt: now,
      details: { eventId: randomUUID(), scopes: [USER_SCOPE], ...(deviceKey && { deviceKey }) },
    };
    const source = tokenSource;
    const tokens = await signTokens(context, { pool, client, user, family, source, clientMetadata });
    const RefreshToken = createRefreshToken();
    const expiresAt = now + tokenLifetimes(client.settings).refreshToken * 1000;
    context.atomically(() => {
      // A trigger may have taken seconds: whoever was disabled or signed out meanwhile gets nothing.
      const present = context.users.byKey(user.key);
      if (!present?.enabled) throw userDisabled();
      if (memory.standing !== standingOf(context, present)) throw sessionInvalid();
      context.refreshTokens.openFamily({
        ...family,
        poolId: pool.id,
        clientId: client.id,
        userKey: user.key,
      });
      context.refreshTokens.add(RefreshToken, { origin: family.origin, expiresAt });
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
