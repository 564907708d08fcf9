import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = operation("AdminEnableUser", (input, { pools, users }) => {
  const pool = pools.require(input.UserPoolId);
  users.update(pool, users.require(pool, input.Username), { enabled: true });
  return {};
});
