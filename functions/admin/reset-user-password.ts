import { AdminResetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { userAction } from "./user-action.ts";

/**
 * Voids a password that others may know, and mails a code to choose a new one. The code goes to the verified address or number
 * only: the administrator never sees it. All sign-ins end.
 */
export const resetUserPassword = userAction({
  operation: "resetUserPassword",
  summary: "Void the password and mail a code to choose a new one; all sign-ins end",
  errors: ["user_state_conflict", "code_delivery_failed", "request_refused"],
  action: "reset-password",
  event: "user_password_reset",
  onOwnAccount: "refused",
  run: async (user) => {
    await callOnUser(
      new AdminResetUserPasswordCommand({ UserPoolId: environment().USER_POOL_ID, Username: user.username }),
      {
        // Not confirmed, or without a verified address to send a code to.
        NotAuthorizedException: "user_state_conflict",
        InvalidParameterException: "user_state_conflict",
      },
    );
    await endSessions(user);
  },
});
