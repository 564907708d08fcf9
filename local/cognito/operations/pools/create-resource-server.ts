import { operation } from "../../operation.ts";
import { describeServer, readScopes } from "./describe-server.ts";

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
