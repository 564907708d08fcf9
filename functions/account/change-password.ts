import { ChangePasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { PasswordChange } from "../../libs/schemas/account.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { alertOwner, occurrence, recordOwn, table } from "./own-activity.ts";

/**
 * Changes the password and ends every other sign-in: whoever knew the old one is out. This sign-in goes on.
 */
export const changePassword = route({
  operation: "changePassword",
  summary: "Change the password; every other sign-in ends",
  errors: [
    "invalid_credentials",
    "invalid_password",
    "password_reused",
    "invalid_parameter",
    "account_unavailable",
  ],
  method: "POST",
  path: "/v1/me/password",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  body: PasswordChange,
  response: Nothing,
  run: async ({ body, principal, accessToken, from }) => {
    const user = await loadOwnUser(principal, accessToken);
    await callCognito(
      new ChangePasswordCommand({
        AccessToken: accessToken,
        PreviousPassword: body.currentPassword,
        ProposedPassword: body.newPassword,
      }),
      // The token was good a moment ago: what is not authorized is the password.
      { NotAuthorizedException: "invalid_credentials" },
    );
    await sessionStore(table()).revokeAll(principal.sub, Date.now(), principal.originJti);
    await Promise.all([
      recordOwn("password_changed", { principal, from }),
      alertOwner("passwordChanged", user, occurrence(from)),
    ]);
    return undefined;
  },
});
