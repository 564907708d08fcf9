import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeGroup } from "./describe-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = operation("AdminListGroupsForUser", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  // A user is in a hundred groups at most, so a page is cut from all of them.
  const groups = context.groups.ofUser(user);
  const { items, nextToken } = paginate(context, {
    scope: ["AdminListGroupsForUser", pool.id, user.sub],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: string | null) => {
      const start = groups.findIndex(({ name }) => name === after) + 1;
      return groups.slice(start, start + limit);
    },
    positionOf: ({ name }) => name,
  });
  return { Groups: items.map(describeGroup), ...(nextToken !== undefined && { NextToken: nextToken }) };
});
