import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const adminAddUserToGroup = operation("AdminAddUserToGroup", (input, { pools, users, groups }) => {
  const pool = pools.require(input.UserPoolId);
  const group = groups.require(pool, input.GroupName);
  groups.addMember(group, users.require(pool, input.Username));
  return {};
});
