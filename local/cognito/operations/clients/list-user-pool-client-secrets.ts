import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html: never their values. */
export const listUserPoolClientSecrets = operation("ListUserPoolClientSecrets", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  // There are two at most: whatever follows a token is nothing.
  const { items } = paginate(context, {
    scope: ["ListUserPoolClientSecrets", client.id],
    limit: undefined,
    token: input.NextToken,
    load: () => client.secrets,
    positionOf: ({ id }) => id,
  });
  return {
    ClientSecrets: items.map(({ id, createdAt }) => ({
      ClientSecretId: id,
      ClientSecretCreateDate: new Date(createdAt),
    })),
  };
});
