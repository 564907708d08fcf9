import { operation } from "../../operation.ts";
import { paginateDocuments } from "../../paginate.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = operation("ListIdentityProviders", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const providers = context.documents.all(pool, "identity-provider");
  const { items, nextToken } = paginateDocuments(context, providers, {
    scope: ["ListIdentityProviders", pool.id],
    limit: input.MaxResults,
    token: input.NextToken,
  });
  return {
    Providers: items.map(({ id, content, createdAt, modifiedAt }) => ({
      ProviderName: id,
      ProviderType: content.ProviderType,
      CreationDate: new Date(createdAt),
      LastModifiedDate: new Date(modifiedAt),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
});
