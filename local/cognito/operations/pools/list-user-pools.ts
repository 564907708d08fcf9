import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = operation("ListUserPools", (input, context) => {
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserPools", context.region],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after: number | null) => context.pools.list(context.region, { limit, after: after ?? 0 }),
    positionOf: ({ key }) => key,
  });
  return {
    UserPools: items.map(({ id, name, settings, createdAt, modifiedAt }) => ({
      Id: id,
      Name: name,
      LambdaConfig: settings.LambdaConfig,
      CreationDate: new Date(createdAt),
      LastModifiedDate: new Date(modifiedAt),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
