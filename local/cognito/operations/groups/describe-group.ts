import type { Group } from "../../state/group-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type GroupType = NonNullable<CognitoOutput<"GetGroup">["Group"]>;

/** A group as AWS describes it. */
export function describeGroup(group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description !== null && { Description: group.description }),
    ...(group.roleArn !== null && { RoleArn: group.roleArn }),
    ...(group.precedence !== null && { Precedence: group.precedence }),
    CreationDate: new Date(group.createdAt),
    LastModifiedDate: new Date(group.modifiedAt),
  };
}
