import { operation } from "../../operation.ts";
import { describeProvider, requireProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = operation("DescribeIdentityProvider", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const provider = requireProvider(context, pool, input.ProviderName);
  return { IdentityProvider: await describeProvider(context, provider) };
});
