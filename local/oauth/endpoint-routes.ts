import { authorize } from "./authorize.ts";
import { logout } from "./logout.ts";
import type { RouteTable } from "./oauth-request.ts";
import { revoke } from "./revoke.ts";
import { token } from "./token/token-endpoint.ts";
import { userInfo } from "./user-info.ts";

/** The OAuth 2.0 endpoints of a pool's domain. */
export const endpointRoutes: RouteTable = {
  "/oauth2/authorize": { GET: authorize },
  "/oauth2/token": { POST: token },
  "/oauth2/userInfo": { GET: userInfo, POST: userInfo },
  "/oauth2/revoke": { POST: revoke },
  "/logout": { GET: logout },
};
