import { operation } from "../../operation.ts";
import { describeGroup } from "./describe-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const updateGroup = operation("UpdateGroup", (input, { pools, groups }) => {
  const group = groups.require(pools.require(input.UserPoolId), input.GroupName);
  const updated = groups.update(group, {
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
    ...(input.Precedence !== undefined && { precedence: input.Precedence }),
  });
  return { Group: describeGroup(updated) };
});
