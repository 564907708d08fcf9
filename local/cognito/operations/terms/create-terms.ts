import { randomUUID } from "node:crypto";
import { operation } from "../../operation.ts";
import { checkTerms, describeTermsDocument } from "./terms-content.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html */
export const createTerms = operation("CreateTerms", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const { TermsName, TermsSource, Enforcement, Links = {} } = input;
  const content = { ClientId: client.id, TermsName, TermsSource, Enforcement, Links };
  checkTerms(context, pool, null, content);
  return { Terms: describeTermsDocument(context.documents.put(pool, "terms", randomUUID(), content)) };
});
