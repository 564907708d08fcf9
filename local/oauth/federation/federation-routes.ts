import type { RouteTable } from "../oauth-request.ts";

/** Where OpenID Connect and social providers lead back to. */
export const federationRoutes: RouteTable = {};
