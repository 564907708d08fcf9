import { operation } from "../../operation.ts";
import { describeGroup } from "./describe-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup = operation("CreateGroup", (input, { pools, groups }) => {
  const group = groups.create(pools.require(input.UserPoolId), {
    name: input.GroupName,
    description: input.Description ?? null,
    roleArn: input.RoleArn ?? null,
    precedence: input.Precedence ?? null,
  });
  return { Group: describeGroup(group) };
});
