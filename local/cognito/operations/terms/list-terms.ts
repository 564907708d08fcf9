import { operation } from "../../operation.ts";
import { paginateDocuments } from "../../paginate.ts";
import { summarizeTerms } from "./terms-content.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTerms.html */
export const listTerms = operation("ListTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { items, nextToken } = paginateDocuments(context, context.documents.all(pool, "terms"), {
    scope: ["ListTerms", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
  });
  return { Terms: items.map(summarizeTerms), ...(nextToken !== undefined && { NextToken: nextToken }) };
});
