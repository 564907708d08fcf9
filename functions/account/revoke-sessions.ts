import { AdminUserGlobalSignOutCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { environment } from "./environment.ts";
import { recordOwn, table } from "./own-activity.ts";

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
    // Ours first: should Cognito fail, they are out all the same, and the request can be repeated after a sign-in.
    await sessionStore(table()).revokeAll(principal.sub, Date.now());
    await callCognito(
      new AdminUserGlobalSignOutCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: principal.username,
      }),
    );
    await recordOwn("sessions_revoked", { principal, from });
    return undefined;
  },
});
