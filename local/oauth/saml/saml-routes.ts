import type { RouteTable } from "../oauth-request.ts";

/** Where SAML providers lead back to. */
export const samlRoutes: RouteTable = {};
