import { route } from "../../libs/http/route.ts";
import { SessionListResponse } from "../../libs/schemas/sessions.ts";
import { listOwnSessions } from "./own-activity.ts";

/**
 * The caller's active sign-ins, most recently used first. In a pool that tracks sessions, also those that never used this API: an
 * app that talks to Cognito alone, a thief with a refresh token, a browser that is signed in on the pool's pages.
 */
export const listSessions = route({
  operation: "listSessions",
  summary: "Your active sign-ins",
  method: "GET",
  path: "/v1/me/sessions",
  scope: "api/profile",
  beforeTerms: true,
  response: SessionListResponse,
  errors: ["account_unavailable"],
  run: async ({ principal }) => ({ items: await listOwnSessions(principal) }),
});
