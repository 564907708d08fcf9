import { expect, test } from "@jest/globals";
import { openIdConfiguration } from "../../../../../local/cognito/oidc/discovery-documents.ts";

const endpoint = "http://localhost:4566";
const poolId = "us-east-1_Ab12Cd34E";
const issuer = `${endpoint}/${poolId}`;

test("the discovery document has Cognito's members in their order, on the local cloud's endpoint", () => {
  const document = {
    authorization_endpoint: `${endpoint}/oauth2/authorize`,
    end_session_endpoint: `${endpoint}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: `${endpoint}/us-east-1_Ab12Cd34E`,
    jwks_uri: `${endpoint}/us-east-1_Ab12Cd34E/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${endpoint}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${endpoint}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
  };
  const answered = openIdConfiguration({ endpoint, issuer, poolId, hasDomain: true, hasRegistration: false });
  expect(JSON.stringify(answered)).toBe(JSON.stringify(document));
});

test("a pool with dynamic client registration names its endpoint, before response_types_supported", () => {
  const answered = openIdConfiguration({ endpoint, issuer, poolId, hasDomain: true, hasRegistration: true });
  expect(answered).toHaveProperty("registration_endpoint", `${endpoint}/oauth2/register?pool=${poolId}`);
  const names = Object.keys(answered);
  expect(names.indexOf("registration_endpoint")).toBe(names.indexOf("response_types_supported") - 1);
});

test("a pool without a domain has no domain endpoints", () => {
  expect(openIdConfiguration({ endpoint, issuer, poolId, hasDomain: false, hasRegistration: true })).toEqual({
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: `${endpoint}/us-east-1_Ab12Cd34E`,
    jwks_uri: `${endpoint}/us-east-1_Ab12Cd34E/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
});
