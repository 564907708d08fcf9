import { authorize } from "./authorize.ts";
import { logout } from "./logout.ts";
import type { RouteTable } from "./oauth-request.ts";
import { register } from "./register.ts";
import { revoke } from "./revoke.ts";
import { token } from "./token/token-endpoint.ts";
import { userInfo } from "./user-info.ts";

/** The endpoints of a pool's domain: OAuth 2.0, and those that identity providers redirect to. */
export const endpointRoutes: RouteTable = {
  "/oauth2/authorize": { GET: authorize },
  "/oauth2/token": { POST: token },
  "/oauth2/userInfo": { GET: userInfo, POST: userInfo },
  "/oauth2/revoke": { POST: revoke },
  "/oauth2/register": { POST: register },
  "/logout": { GET: logout },

  // OpenID Connect and social providers redirect here.
  "/oauth2/idpresponse": {
    GET: async (request) => (await import("./federation/idp-response.ts")).receiveAnswer(request),
    POST: async (request) => (await import("./federation/idp-response.ts")).receivePost(request),
  },

  // SAML providers redirect here. Most stacks never use one, so its code is loaded with the first response.
  "/saml2/idpresponse": {
    GET: async (request) => (await import("./saml/answer-saml.ts")).continueSaml(request),
    POST: async (request) => (await import("./saml/answer-saml.ts")).receiveSaml(request),
  },
  "/saml2/logout": {
    POST: async (request) => (await import("./saml/sign-out.ts")).answerSamlLogout(request),
  },
};
