import { operation } from "../../operation.ts";
import { signOutEverywhere } from "../../sign-in/sign-out-everywhere.ts";

export const adminUserGlobalSignOut = operation("AdminUserGlobalSignOut", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  signOutEverywhere(context, { pool, user: context.users.require(pool, input.Username) });
  return {};
});
