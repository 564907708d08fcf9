import { AdminEnableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { countAsAdmin } from "../../libs/admins/keep-an-admin.ts";
import { table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { userAction } from "./user-action.ts";

export const enableUser = userAction({
  operation: "enableUser",
  summary: "Let a disabled account sign in again",
  action: "enable",
  event: "user_enabled",
  onOwnAccount: "allowed",
  run: async ({ sub, username }) => {
    await callOnUser(
      new AdminEnableUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
    );
    await countAsAdmin({ table: table() }, sub);
  },
});
