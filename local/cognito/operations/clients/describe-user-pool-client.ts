import { operation } from "../../operation.ts";
import { describeClient } from "./describe-client.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = operation("DescribeUserPoolClient", (input, { pools, clients }) => ({
  UserPoolClient: describeClient(clients.require(input.ClientId, pools.require(input.UserPoolId))),
}));
