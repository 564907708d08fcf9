import { operation } from "../../operation.ts";
import { requireTerms } from "./terms-content.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteTerms.html */
export const deleteTerms = operation("DeleteTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  context.documents.delete(pool, "terms", requireTerms(context, pool, input.TermsId).id);
  return {};
});
