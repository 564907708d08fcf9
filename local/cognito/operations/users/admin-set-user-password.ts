import { checkPasswordPolicy, replaceCredentials } from "../../new-credentials.ts";
import { operation } from "../../operation.ts";

/**
 * Sets a password for good, which confirms the user, or as a temporary one that must be changed at the next sign-in:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
export const adminSetUserPassword = operation("AdminSetUserPassword", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  checkPasswordPolicy(pool, input.Password);
  context.users.update(pool, user, {
    status: input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    credentials: replaceCredentials(context, pool, user, input.Password),
  });
  return {};
});
