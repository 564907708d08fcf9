/**
 * A pool's discovery documents, with the members and the order that Cognito serves
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html, OpenID Connect Discovery 1.0 §3).
 */
import type { JsonWebKey } from "node:crypto";
import type { PoolKeys } from "../state/signing-key-repository.ts";

/** The document; what is in it besides the issuer, only clients read. */
interface Discovery extends Readonly<Record<string, string | readonly string[]>> {
  readonly issuer: string;
}

interface Discovered {
  /** Of the local cloud, which is every pool's domain as well. */
  readonly endpoint: string;
  /** The pool's: both documents are below it. */
  readonly issuer: string;
  readonly poolId: string;
  /** Without a domain a pool has no OAuth 2.0 endpoints. */
  readonly hasDomain: boolean;
  /** Whether clients may register themselves. */
  readonly hasRegistration: boolean;
}

/** `{issuer}/.well-known/openid-configuration` */
export function openIdConfiguration({
  endpoint,
  issuer,
  poolId,
  hasDomain,
  hasRegistration,
}: Discovered): Discovery {
  const onDomain = (name: string, path: string) => (hasDomain ? { [name]: `${endpoint}${path}` } : {});
  return {
    ...onDomain("authorization_endpoint", "/oauth2/authorize"),
    ...onDomain("end_session_endpoint", "/logout"),
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    // A registration names no client, and every pool's domain is here: the address says which pool is meant.
    ...(hasRegistration ? onDomain("registration_endpoint", `/oauth2/register?pool=${poolId}`) : {}),
    response_types_supported: ["code", "token"],
    ...onDomain("revocation_endpoint", "/oauth2/revoke"),
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    ...onDomain("token_endpoint", "/oauth2/token"),
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    ...onDomain("userinfo_endpoint", "/oauth2/userInfo"),
  };
}

/** `{issuer}/.well-known/jwks.json`: the public halves of the pool's two keys. */
export function jwks({ idToken, accessToken }: PoolKeys): { keys: JsonWebKey[] } {
  return { keys: [idToken, accessToken].map(({ jwk }) => ({ ...jwk })) };
}
