import { operation } from "../../operation.ts";
import { describePool } from "./describe-pool.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = operation("DescribeUserPool", (input, context) => ({
  UserPool: describePool(context.pools.require(input.UserPoolId), context),
}));
