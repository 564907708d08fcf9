import { operation } from "../../operation.ts";
import { requireProvider } from "./describe-provider.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider = operation("DeleteIdentityProvider", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "identity-provider", requireProvider(context, pool, input.ProviderName).id);
  return {};
});
