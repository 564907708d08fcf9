import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = operation("AdminDeleteUser", (input, { pools, users }) => {
  users.delete(users.require(pools.require(input.UserPoolId), input.Username));
  return {};
});
