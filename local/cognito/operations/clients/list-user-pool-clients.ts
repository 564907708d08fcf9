import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = operation("ListUserPoolClients", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginate(context, {
    scope: ["ListUserPoolClients", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after: number | null) => context.clients.list(pool, { limit, after: after ?? 0 }),
    positionOf: ({ key }) => key,
  });
  return {
    UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
