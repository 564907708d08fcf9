import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup = operation(
  "AdminRemoveUserFromGroup",
  (input, { pools, users, groups }) => {
    const pool = pools.require(input.UserPoolId);
    const group = groups.require(pool, input.GroupName);
    groups.removeMember(group, users.require(pool, input.Username));
    return {};
  },
);
