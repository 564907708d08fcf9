import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeGroup } from "./describe-group.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = operation("ListGroups", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginate(context, {
    scope: ["ListGroups", pool.id],
    limit: input.Limit,
    token: input.NextToken,
    load: (limit, after: string | null) => context.groups.list(pool, { limit, after }),
    positionOf: ({ name }) => name,
  });
  return { Groups: items.map(describeGroup), ...(nextToken !== undefined && { NextToken: nextToken }) };
});
