import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeServer } from "./describe-server.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = operation("ListResourceServers", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  // A pool has 25 at most, in order of their identifiers.
  const servers = context.resourceServers.all(pool);
  const { items, nextToken } = paginate(context, {
    scope: ["ListResourceServers", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
    load: (limit, after: string | null) =>
      servers.filter(({ identifier }) => identifier > (after ?? "")).slice(0, limit),
    positionOf: ({ identifier }) => identifier,
  });
  return {
    ResourceServers: items.map(describeServer),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
