import { clientSecretNotFound, lastClientSecret } from "../../errors/client-errors.ts";
import { operation } from "../../operation.ts";
import { describeSecret } from "./client-secrets.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const deleteUserPoolClientSecret = operation("DeleteUserPoolClientSecret", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  const secrets = client.secrets.filter(
    (secret) => describeSecret(client, secret).ClientSecretId !== input.ClientSecretId,
  );
  if (secrets.length === client.secrets.length) {
    throw clientSecretNotFound();
  }
  if (secrets.length === 0) {
    throw lastClientSecret();
  }
  context.clients.update(client, { secrets });
  return {};
});
