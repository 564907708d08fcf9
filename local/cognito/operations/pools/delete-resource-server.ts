import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer = operation("DeleteResourceServer", (input, { pools, resourceServers }) => {
  resourceServers.delete(resourceServers.require(pools.require(input.UserPoolId), input.Identifier));
  return {};
});
