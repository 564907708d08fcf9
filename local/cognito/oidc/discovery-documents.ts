/**
 * A pool's discovery documents, with the members and the order that Cognito serves
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html, OpenID Connect Discovery 1.0 §3).
 */
import type { JsonWebKey } from "node:crypto";
import type { PoolKeys } from "../state/signing-key-repository.ts";

/** `/{poolId}/.well-known/openid-configuration` */
export function openIdConfiguration(endpoint: string, poolId: string): object {
  const issuer = `${endpoint}/${poolId}`;
  return {
    authorization_endpoint: `${endpoint}/oauth2/authorize`,
    end_session_endpoint: `${endpoint}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${endpoint}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${endpoint}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
  };
}

/** `/{poolId}/.well-known/jwks.json`: the public halves of the pool's two keys. */
export function jwks({ idToken, accessToken }: PoolKeys): { keys: JsonWebKey[] } {
  return { keys: [idToken, accessToken].map(({ jwk }) => ({ ...jwk })) };
}
