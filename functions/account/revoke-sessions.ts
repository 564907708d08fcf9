import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { checkSignInsEnded } from "../../libs/sessions/check-sign-ins-ended.ts";
import { endOwnSignIns, recordOwn } from "./own-activity.ts";

/** Ends every own sign-in, this one too, here and at Cognito. */
export const revokeSessions = route({
  operation: "revokeSessions",
  summary: "End every own sign-in, this one too",
  errors: ["account_unavailable"],
  method: "DELETE",
  path: "/v1/me/sessions",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal, from }) => {
    // Should one of the two fail, the request can be repeated, after a sign-in.
    checkSignInsEnded(await endOwnSignIns(principal));
    await recordOwn("sessions_revoked", { principal, from });
    return undefined;
  },
});
