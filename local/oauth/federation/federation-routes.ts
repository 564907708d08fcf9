import type { RouteTable } from "../oauth-request.ts";

/** Where OpenID Connect and social providers lead back to. */
export const federationRoutes: RouteTable = {
  "/oauth2/idpresponse": {
    GET: async (request) => (await import("./idp-response.ts")).receiveAnswer(request),
    POST: async (request) => (await import("./idp-response.ts")).receivePost(request),
  },
};
