import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeUser } from "../users/describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = operation("ListUsersInGroup", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const group = context.groups.require(pool, input.GroupName);
  const { items, nextToken } = paginate(context, {
    scope: ["ListUsersInGroup", pool.id, group.name],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: number | null) => context.groups.members(group, { limit, after }),
    positionOf: (key) => key,
  });
  const users = items.flatMap((key) => context.users.byKey(key) ?? []);
  return {
    Users: users.map((user) => describeUser(user)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
