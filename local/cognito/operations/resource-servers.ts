/** Resource servers and their scopes. */

import { paginate } from "../../protocol/paginate.ts";
import { operation } from "../operation.ts";
import type { ResourceServer } from "../state/resource-server-repository.ts";
import type { CognitoInput, CognitoOutput } from "../wire-types.ts";

type ResourceServerType = CognitoOutput<"DescribeResourceServer">["ResourceServer"];

/** A resource server as AWS describes it. */
function describeServer({ poolId, identifier, name, scopes }: ResourceServer): ResourceServerType {
  return {
    UserPoolId: poolId,
    Identifier: identifier,
    Name: name,
    Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  };
}

/** The scopes of a request as they are kept. */
function readScopes(requested: CognitoInput<"CreateResourceServer">["Scopes"]): ResourceServer["scopes"] {
  return (requested ?? []).map(({ ScopeName, ScopeDescription }) => ({
    name: ScopeName,
    description: ScopeDescription,
  }));
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const createResourceServer = operation(
  "CreateResourceServer",
  (input, { pools, resourceServers }) => ({
    ResourceServer: describeServer(
      resourceServers.create(pools.require(input.UserPoolId), {
        identifier: input.Identifier,
        name: input.Name,
        scopes: readScopes(input.Scopes),
      }),
    ),
  }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = operation(
  "DescribeResourceServer",
  (input, { pools, resourceServers }) => ({
    ResourceServer: describeServer(
      resourceServers.require(pools.require(input.UserPoolId), input.Identifier),
    ),
  }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const updateResourceServer = operation("UpdateResourceServer", (input, { pools, resourceServers }) => {
  const server = resourceServers.require(pools.require(input.UserPoolId), input.Identifier);
  const updated = resourceServers.update(server, { name: input.Name, scopes: readScopes(input.Scopes) });
  return { ResourceServer: describeServer(updated) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer = operation("DeleteResourceServer", (input, { pools, resourceServers }) => {
  resourceServers.delete(resourceServers.require(pools.require(input.UserPoolId), input.Identifier));
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = operation("ListResourceServers", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  // A pool has at most 25, in order of their identifiers.
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
