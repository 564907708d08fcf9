import { operation } from "../../operation.ts";
import { describeServer, readScopes } from "./describe-server.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const updateResourceServer = operation("UpdateResourceServer", (input, { pools, resourceServers }) => {
  const server = resourceServers.require(pools.require(input.UserPoolId), input.Identifier);
  const updated = resourceServers.update(server, { name: input.Name, scopes: readScopes(input.Scopes) });
  return { ResourceServer: describeServer(updated) };
});
