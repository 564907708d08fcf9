import { operation } from "../../operation.ts";
import { requireDomain } from "./check-domain.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain = operation("DeleteUserPoolDomain", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "domain", requireDomain(context, pool, input.Domain).id);
  return {};
});
