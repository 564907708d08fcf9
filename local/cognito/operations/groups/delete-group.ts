import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = operation("DeleteGroup", (input, { pools, groups }) => {
  groups.delete(groups.require(pools.require(input.UserPoolId), input.GroupName));
  return {};
});
