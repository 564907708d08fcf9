import type { RouteTable } from "../oauth-request.ts";

/** Where SAML providers lead back to. Most stacks never see one: what serves it is loaded with its first response. */
export const samlRoutes: RouteTable = {
  "/saml2/idpresponse": {
    GET: async (request) => (await import("./answer-saml.ts")).continueSaml(request),
    POST: async (request) => (await import("./answer-saml.ts")).receiveSaml(request),
  },
  "/saml2/logout": { POST: async (request) => (await import("./sign-out.ts")).answerSamlLogout(request) },
};
