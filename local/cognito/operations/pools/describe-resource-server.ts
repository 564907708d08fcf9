import { operation } from "../../operation.ts";
import { describeServer } from "./describe-server.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = operation(
  "DescribeResourceServer",
  (input, { pools, resourceServers }) => ({
    ResourceServer: describeServer(
      resourceServers.require(pools.require(input.UserPoolId), input.Identifier),
    ),
  }),
);
