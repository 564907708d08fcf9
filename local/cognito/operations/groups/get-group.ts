import { operation } from "../../operation.ts";
import { describeGroup } from "./describe-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = operation("GetGroup", (input, { pools, groups }) => ({
  Group: describeGroup(groups.require(pools.require(input.UserPoolId), input.GroupName)),
}));
