import { operation } from "../../operation.ts";
import { describeTermsDocument, requireTerms } from "./terms-content.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTerms.html */
export const describeTerms = operation("DescribeTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  return { Terms: describeTermsDocument(requireTerms(context, pool, input.TermsId)) };
});
