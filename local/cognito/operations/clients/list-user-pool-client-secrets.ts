import { operation } from "../../operation.ts";
import { paginate } from "../../paginate.ts";
import { describeSecret } from "./client-secrets.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html: never their values. */
export const listUserPoolClientSecrets = operation("ListUserPoolClientSecrets", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  // There are two at most: whatever follows a token is nothing.
  const { items } = paginate(context, {
    scope: ["ListUserPoolClientSecrets", client.id],
    limit: undefined,
    token: input.NextToken,
    load: () => client.secrets,
    positionOf: ({ createdAt }) => createdAt,
  });
  return { ClientSecrets: items.map((secret) => describeSecret(client, secret)) };
});
