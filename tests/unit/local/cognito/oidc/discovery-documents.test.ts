import { expect, test } from "@jest/globals";
import { openIdConfiguration } from "../../../../../local/cognito/oidc/discovery-documents.ts";

const endpoint = "http://localhost:4566";
const issuer = `${endpoint}/us-east-1_Ab12Cd34E`;

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
  const answered = openIdConfiguration({ endpoint, issuer, hasDomain: true });
  expect(JSON.stringify(answered)).toBe(JSON.stringify(document));
});

test("a pool without a domain has no domain endpoints", () => {
  expect(openIdConfiguration({ endpoint, issuer, hasDomain: false })).toEqual({
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: `${endpoint}/us-east-1_Ab12Cd34E`,
    jwks_uri: `${endpoint}/us-east-1_Ab12Cd34E/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
});
