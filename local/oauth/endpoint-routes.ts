import type { RouteTable } from "./oauth-request.ts";

/** The OAuth 2.0 endpoints of a pool's domain. */
export const endpointRoutes: RouteTable = {};
