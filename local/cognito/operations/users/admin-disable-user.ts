import { operation } from "../../operation.ts";

/**
 * "Deactivates a user profile and revokes all access tokens for the user":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = operation("AdminDisableUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  context.atomically(() => {
    context.users.update(pool, user, { enabled: false, signedOutAt: context.clock.now() });
    context.refreshTokens.revokeAll(user);
  });
  return {};
});
