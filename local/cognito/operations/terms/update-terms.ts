import { operation } from "../../operation.ts";
import { checkTerms, describeTermsDocument, requireTerms } from "./terms-content.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const updateTerms = operation("UpdateTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { id, content } = requireTerms(context, pool, input.TermsId);
  const changed = {
    ...content,
    TermsName: input.TermsName ?? content.TermsName,
    TermsSource: input.TermsSource ?? content.TermsSource,
    Enforcement: input.Enforcement ?? content.Enforcement,
    Links: input.Links ?? content.Links,
  };
  checkTerms(context, pool, id, changed);
  return { Terms: describeTermsDocument(context.documents.put(pool, "terms", id, changed)) };
});
