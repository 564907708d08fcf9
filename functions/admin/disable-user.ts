import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { whileAnAdminStays } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { userAction } from "./user-action.ts";

export const disableUser = userAction({
  operation: "disableUser",
  summary: "Keep an account from signing in, and end its sign-ins",
  errors: ["last_admin"],
  action: "disable",
  event: "user_disabled",
  onOwnAccount: "refused",
  run: async (user) => {
    await whileAnAdminStays(user, async () => {
      await callOnUser(
        new AdminDisableUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: user.username }),
      );
    });
    await endSessions(user);
  },
});
