/**
 * A provider's ID token, verified (OpenID Connect Core 1.0 §3.1.3.7).
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { JSONWebKeySet, JWTHeaderParameters, JWTPayload } from "jose";
import type { Clock } from "../../clock.ts";
import type { ProviderClient, ProviderReply } from "./provider-client.ts";
import type { OpenIdEndpoints } from "./provider-endpoints.ts";
import { asking, ProviderFailure, quoted, readAnswer } from "./provider-failure.ts";

/** "Only signs ID tokens with HMAC-SHA, ECDSA, or RSA algorithms" (cognito-user-pools-oidc-idp). */
const ASYMMETRIC = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
const SYMMETRIC = ["HS256", "HS384", "HS512"];

/** The allowed clock difference of a provider, in seconds. */
const TOLERANCE = 60;
const MAX_KEYS = 100;

export interface IdTokenExpectation {
  readonly provider: string;
  readonly endpoints: OpenIdEndpoints;
  readonly clientId: string;
  /** For HMAC. `null` for providers that never use it. */
  readonly sharedSecret: string | null;
  readonly nonce: string;
  readonly accessToken: string | undefined;
}

const bad = (what: string, cause?: unknown): ProviderFailure =>
  new ProviderFailure(`Bad id_token ${what}`, { cause });

/**
 * Verifies signature, issuer, audience, authorized party, times, nonce and the access token's hash.
 * @throws ProviderFailure
 */
export async function verifyIdToken(
  { clock, providers }: { readonly clock: Clock; readonly providers: ProviderClient },
  token: string,
  expected: IdTokenExpectation,
): Promise<JWTPayload & { readonly sub: string }> {
  const jose = await import("jose");
  const { provider, endpoints, clientId, sharedSecret } = expected;
  const options = {
    issuer: [...endpoints.issuers],
    audience: clientId,
    currentDate: new Date(clock.now()),
    clockTolerance: TOLERANCE,
    requiredClaims: ["iss", "aud", "sub", "exp", "iat"],
  };

  /** Only the algorithm decides which kind of key verifies a token, never a key that happens to fit. */
  async function check(
    isFresh: boolean,
  ): Promise<{ payload: JWTPayload; protectedHeader: JWTHeaderParameters }> {
    const { alg, kid } = jose.decodeProtectedHeader(token);
    if (sharedSecret !== null && SYMMETRIC.includes(alg ?? "")) {
      return jose.jwtVerify(token, Buffer.from(sharedSecret), { ...options, algorithms: SYMMETRIC });
    }
    // Without an id, any of the keys would be accepted (cognito-user-pools-oidc-idp: "includes a kid claim in its tokens").
    if (!ASYMMETRIC.includes(alg ?? "")) throw bad("algorithm");
    if (!kid) throw bad("kid");
    const keys = await loadKeys(providers, provider, endpoints.jwks, isFresh);
    return jose.jwtVerify(token, jose.createLocalJWKSet(keys), { ...options, algorithms: ASYMMETRIC });
  }

  try {
    const { payload, protectedHeader } = await check(false).catch((error) => {
      // The provider may have a new key since the last fetch.
      if (error instanceof jose.errors.JWKSNoMatchingKey) return check(true);
      throw error;
    });
    checkRest(payload, protectedHeader.alg, expected, clock);
    return payload as JWTPayload & { sub: string };
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    if (error instanceof jose.errors.JWTExpired) throw bad("expired", error);
    if (error instanceof jose.errors.JWKSNoMatchingKey) throw bad("kid", error);
    if (error instanceof jose.errors.JWTClaimValidationFailed) throw bad(claimAtFault(error), error);
    throw bad("signature", error);
  }
}

/** The message contains the issuer, because a wrong one is mostly a spelling mistake. */
function claimAtFault({ claim, payload }: { readonly claim: string; readonly payload: JWTPayload }): string {
  if (claim === "iss") return quoted(`issuer ${String(payload.iss)}`);
  return claim === "aud" ? "audience" : claim;
}

/** @throws ProviderFailure */
function checkRest(
  payload: JWTPayload,
  alg: string,
  { clientId, nonce, accessToken }: IdTokenExpectation,
  clock: Clock,
): void {
  if (typeof payload.sub !== "string" || payload.sub === "") throw bad("sub");
  if (Number(payload.iat) > clock.now() / 1000 + TOLERANCE) throw bad("iat");
  const isForSeveral = Array.isArray(payload.aud) && payload.aud.length > 1;
  if ((isForSeveral || payload.azp !== undefined) && payload.azp !== clientId) throw bad("azp");
  if (!isSame(String(payload.nonce ?? ""), nonce)) throw bad("nonce");
  if (payload.at_hash !== undefined && payload.at_hash !== hashOf(accessToken ?? "", alg)) {
    throw bad("at_hash");
  }
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The left half of the hash, with the signature's hash algorithm (OpenID Connect Core 1.0 §3.1.3.6). */
function hashOf(accessToken: string, alg: string): string {
  const hash = createHash(`sha${alg.slice(-3)}`)
    .update(accessToken)
    .digest();
  return hash.subarray(0, hash.length / 2).toString("base64url");
}

/** @throws ProviderFailure */
function loadKeys(
  providers: ProviderClient,
  provider: string,
  url: string,
  isFresh: boolean,
): Promise<JSONWebKeySet> {
  const read = (reply: ProviderReply): JSONWebKeySet => {
    const { keys } = readAnswer(provider, "jwks", reply);
    if (!Array.isArray(keys) || keys.length > MAX_KEYS) {
      throw new ProviderFailure(`${provider} Error - ${reply.status} error getting jwks`);
    }
    return { keys };
  };
  return asking(provider, "jwks", () => providers.document(url, read, isFresh));
}
