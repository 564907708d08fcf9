import { verify } from "node:crypto";
import { issuerOf } from "./oidc/issuer.ts";
import type { CognitoContext } from "./operation-context.ts";

type Claims = Readonly<Record<string, unknown>>;

/** The result of verifying an ID token. */
export type IdTokenVerdict =
  | {
      readonly kind: "valid";
      readonly claims: Claims;
      /** Whether its user may still sign in: exists, is enabled, and was not signed out everywhere since. */
      readonly isCurrent: boolean;
    }
  | { readonly kind: "malformed" }
  | { readonly kind: "signature" }
  | { readonly kind: "issuer" }
  | { readonly kind: "expired"; readonly now: number; readonly exp: number };

function parse(part: string | undefined): Claims | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString());
    return typeof parsed === "object" && parsed !== null ? (parsed as Claims) : null;
  } catch {
    return null;
  }
}

/** Verifies an ID token of a pool: signature, issuer, use, expiry. The caller checks the audience. */
export function verifyIdToken(context: CognitoContext, poolId: string, token: string): IdTokenVerdict {
  const { clock, pools, refreshTokens, signingKeys, users } = context;
  const [header, payload, signature, ...rest] = token.split(".");
  const claims = parse(payload);
  const pool = pools.find(poolId);
  if (claims === null || signature === undefined || rest.length > 0) return { kind: "malformed" };
  if (pool === null || claims.iss !== issuerOf(context, pool)) return { kind: "issuer" };
  const key = signingKeys.of(pool.id).idToken;
  const head = parse(header);
  const isSigned =
    head?.alg === "RS256" &&
    head.kid === key.kid &&
    verify("sha256", Buffer.from(`${header}.${payload}`), key.publicKey, Buffer.from(signature, "base64url"));
  if (!isSigned) return { kind: "signature" };
  if (claims.token_use !== "id" || typeof claims.exp !== "number") return { kind: "malformed" };
  const now = Math.floor(clock.now() / 1000);
  if (claims.exp <= now) return { kind: "expired", now, exp: claims.exp };
  const user = users.find(pool, String(claims["cognito:username"]));
  const family = typeof claims.origin_jti === "string" ? refreshTokens.family(claims.origin_jti) : null;
  const isSignedOut = user?.signedOutAt != null && Number(claims.iat) <= Math.floor(user.signedOutAt / 1000);
  const isRevoked = family ? family.revokedAt !== null : isSignedOut;
  return {
    kind: "valid",
    claims,
    isCurrent: user !== null && user.sub === claims.sub && user.enabled && !isRevoked,
  };
}
