import { type KeyObject, verify } from "node:crypto";
import {
  accessTokenExpired,
  accessTokenInvalid,
  accessTokenRevoked,
  accessTokenScopeMissing,
  accessTokenSignatureWrong,
  authParameterMissing,
  userDisabled,
} from "./errors/sign-in-errors.ts";
import { userNotFound } from "./errors/user-errors.ts";
import { issuerOf, poolIdOfIssuer } from "./oidc/issuer.ts";
import type { CognitoContext, OperationContext, TokenCaller } from "./operation-context.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { User } from "./state/user-repository.ts";

/** What a user's own operations require of an access token. */
const USER_SCOPE = "aws.cognito.signin.user.admin";

type Claims = Readonly<Record<string, unknown>>;

/**
 * Verifies a user's access token as Cognito's own operations do: signature by the pool's key for access tokens, issuer, use,
 * expiry, scope, not revoked, user still there and enabled.
 *
 * @param requiredScope that of the user's own operations, unless told otherwise
 * @throws ServiceError InvalidParameterException, NotAuthorizedException, UserNotFoundException
 */
export function checkAccessToken(
  token: string | undefined,
  context: CognitoContext,
  requiredScope: string = USER_SCOPE,
): TokenCaller {
  if (token === undefined) throw authParameterMissing("AccessToken");
  const { pool, claims } = verifyAccessToken(token, context);
  const user = userOf(claims, pool, context);
  checkNotRevoked(claims, user, context);
  if (!String(claims.scope).split(" ").includes(requiredScope)) throw accessTokenScopeMissing();
  const client = context.clients.require(String(claims.client_id), pool);
  return { kind: "token", pool, user, client, claims };
}

/**
 * Verifies what does not depend on whose token it is: signature by the pool's key for access tokens, issuer, use, expiry.
 * @throws ServiceError NotAuthorizedException
 */
export function verifyAccessToken(
  token: string,
  context: CognitoContext,
): { readonly pool: Pool; readonly claims: Claims } {
  const { header, claims, signed, signature } = parseToken(token);
  const pool = poolOf(claims, context);
  const key = context.signingKeys.of(pool.id).accessToken;
  if (header.alg !== "RS256" || header.kid !== key.kid) throw accessTokenInvalid();
  if (!isSignedBy(key.publicKey, signed, signature)) throw accessTokenSignatureWrong();
  if (claims.token_use !== "access" || typeof claims.exp !== "number") throw accessTokenInvalid();
  if (claims.exp * 1000 <= context.clock.now()) throw accessTokenExpired();
  return { pool, claims };
}

function parseToken(token: string): { header: Claims; claims: Claims; signed: Buffer; signature: Buffer } {
  const [header, claims, signature, ...rest] = token.split(".");
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    throw accessTokenInvalid();
  }
  return {
    header: parsePart(header),
    claims: parsePart(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature, "base64url"),
  };
}

function parsePart(part: string): Claims {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Claims) : {};
  } catch {
    throw accessTokenInvalid();
  }
}

function poolOf(claims: Claims, context: Pick<OperationContext, "pools" | "endpoint">): Pool {
  const issuer = String(claims.iss);
  const poolId = poolIdOfIssuer(context.endpoint(), issuer);
  const pool = poolId === null ? null : context.pools.find(poolId);
  if (pool === null || issuerOf(context, pool) !== issuer) throw accessTokenInvalid();
  return pool;
}

function isSignedBy(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  return verify("sha256", signed, key, signature);
}

function userOf(claims: Claims, pool: Pool, { users }: Pick<OperationContext, "users">): User {
  const user = users.find(pool, String(claims.username));
  if (!user || user.sub !== claims.sub) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  return user;
}

/** By its family if the client has token revocation on, otherwise by the user's last global sign-out. */
function checkNotRevoked(
  claims: Claims,
  user: User,
  { refreshTokens }: Pick<OperationContext, "refreshTokens">,
): void {
  const family = typeof claims.origin_jti === "string" ? refreshTokens.family(claims.origin_jti) : null;
  const issuedBeforeSignOut =
    user.signedOutAt !== null && Number(claims.iat) <= Math.floor(user.signedOutAt / 1000);
  if (family ? family.revokedAt !== null : issuedBeforeSignOut) throw accessTokenRevoked();
}
