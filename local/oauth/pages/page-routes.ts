import type { RouteTable } from "../oauth-request.ts";

/** The pages of a pool's domain. */
export const pageRoutes: RouteTable = {};
