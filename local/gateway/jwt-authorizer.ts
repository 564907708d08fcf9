/**
 * The JWT authorizer of an HTTP API
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
 */
import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../clock.ts";
import type { GatewayCheck } from "../recorder/trace.ts";

/** An authorizer with its references resolved. */
export interface AuthorizerSettings {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The header that carries the token, in lower case. */
  readonly header: string;
}

interface Check {
  readonly authorizer: AuthorizerSettings;
  /** One of them is enough; an empty list means that none is required. */
  readonly scopes: readonly string[];
  readonly keys: JSONWebKeySet;
  readonly clock: Clock;
}

export interface Authorization {
  readonly claims: JWTPayload;
  /** Those of the route's scopes that the token has; null if the route requires none. */
  readonly scopes: readonly string[] | null;
}

/** The authorizer's refusal. `challenge` goes into `www-authenticate` after `Bearer scope="…"`. */
export class AuthorizationRefused extends Error {
  override readonly name = "AuthorizationRefused";
  readonly status: 401 | 403;
  /** Error code of RFC 6750 §3.1; null if there was no token. */
  readonly code: "invalid_token" | "insufficient_scope" | null;
  /** The check that failed: for the flight recorder, never for clients. */
  readonly check: GatewayCheck;

  constructor(
    status: 401 | 403,
    code: AuthorizationRefused["code"],
    check: GatewayCheck,
    description: string,
  ) {
    super(description);
    this.status = status;
    this.code = code;
    this.check = check;
  }
}

const invalidToken = (check: GatewayCheck, description: string): AuthorizationRefused =>
  new AuthorizationRefused(401, "invalid_token", check, description);

/** The token in the identity source: with or without `Bearer` in front. */
export function readToken(header: string | undefined): string {
  const token = header?.replace(/^bearer(\s+|$)/i, "").trim() ?? "";
  if (token === "") throw new AuthorizationRefused(401, null, "token", "token not provided");
  return token;
}

/**
 * Verifies a token: RS256 signature by one of the issuer's keys, issuer, `aud` or in its absence `client_id`, `exp`, `nbf`,
 * `iat`, and one of the route's scopes.
 *
 * @throws AuthorizationRefused
 */
export async function authorize(
  token: string,
  { authorizer, scopes, keys, clock }: Check,
): Promise<Authorization> {
  checkIssuer(token, authorizer.issuer);
  const claims = await verify(token, keys, clock);
  const audience = [claims.aud ?? claims.client_id ?? []].flat();
  if (!audience.some((entry) => authorizer.audience.includes(String(entry)))) {
    throw invalidToken("audience", "the token does not have a valid audience");
  }
  if (claims.iat !== undefined && claims.iat * 1000 > clock.now()) {
    throw invalidToken("issued-at", "the token is used before it was issued");
  }
  return { claims, scopes: checkScopes(claims, scopes) };
}

/** Before any key is looked up: tells another issuer's token from a forged one. */
function checkIssuer(token: string, issuer: string): void {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(token);
  } catch {
    throw invalidToken("format", "the token is malformed");
  }
  if (claims.iss !== issuer) throw invalidToken("issuer", "issuer does not match");
}

async function verify(token: string, keys: JSONWebKeySet, clock: Clock): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ["RS256"],
      currentDate: new Date(clock.now()),
      requiredClaims: ["exp"],
    });
    return payload;
  } catch (error) {
    throw describe(error);
  }
}

function describe(error: unknown): AuthorizationRefused {
  if (error instanceof errors.JWTExpired) return invalidToken("expiry", "the token has expired");
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf") {
    return invalidToken("not-before", "the token is not valid yet");
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return invalidToken("algorithm", "the signing method is invalid");
  }
  if (error instanceof errors.JWKSNoMatchingKey) return invalidToken("key", "the signing key is unknown");
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return invalidToken("signature", "signature verification failed");
  }
  return invalidToken("format", "the token is malformed");
}

function checkScopes(claims: JWTPayload, scopes: readonly string[]): readonly string[] | null {
  if (scopes.length === 0) return null;
  const granted = [claims.scope ?? claims.scp ?? []].flat().flatMap((scope) => String(scope).split(" "));
  const matching = scopes.filter((scope) => granted.includes(scope));
  if (matching.length === 0) {
    throw new AuthorizationRefused(
      403,
      "insufficient_scope",
      "scope",
      "the token does not have the required scope",
    );
  }
  return matching;
}

/** The `www-authenticate` header of a refusal, as API Gateway writes it. */
export function challenge({ code, message }: AuthorizationRefused, scopes: readonly string[]): string {
  if (code === null) return "Bearer";
  return `Bearer scope="${scopes.join(" ")}" error="${code}" error_description="${message}"`;
}
