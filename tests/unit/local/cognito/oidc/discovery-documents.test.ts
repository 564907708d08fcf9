import { expect, test } from "@jest/globals";
import { openIdConfiguration } from "../../../../../local/cognito/oidc/discovery-documents.ts";

test("the discovery document has Cognito's members, on the local cloud's endpoint", () => {
  const endpoint = "http://localhost:4566";
  expect(openIdConfiguration(endpoint, "us-east-1_Ab12Cd34E")).toEqual({
    issuer: `${endpoint}/us-east-1_Ab12Cd34E`,
    jwks_uri: `${endpoint}/us-east-1_Ab12Cd34E/.well-known/jwks.json`,
    authorization_endpoint: `${endpoint}/oauth2/authorize`,
    token_endpoint: `${endpoint}/oauth2/token`,
    userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
    revocation_endpoint: `${endpoint}/oauth2/revoke`,
    end_session_endpoint: `${endpoint}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
});
