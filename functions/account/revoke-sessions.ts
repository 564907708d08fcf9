import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { endEverySignIn } from "../../libs/sessions/end-every-sign-in.ts";
import { recordOwn, sessionPlaces } from "./own-activity.ts";

/** Ends every sign-in of the caller, including this one, here and at Cognito. */
export const revokeSessions = route({
  operation: "revokeSessions",
  summary: "End all your sign-ins, including this one",
  errors: ["account_unavailable"],
  method: "DELETE",
  path: "/v1/me/sessions",
  scope: "api/profile",
  beforeTerms: true,
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal, from }) => {
    await endEverySignIn(principal, sessionPlaces());
    await recordOwn("sessions_revoked", { principal, from });
    return undefined;
  },
});
