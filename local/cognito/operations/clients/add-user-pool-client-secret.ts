import { clientIsPublic, clientSecretsFull } from "../../errors/client-errors.ts";
import { operation } from "../../operation.ts";
import { newClientSecret, randomSecret } from "./new-client-secret.ts";

/** Two: the one in use, and the one that takes its place. */
const MOST_SECRETS = 2;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html: a value is answered
 * once, and only where Cognito made it.
 */
export const addUserPoolClientSecret = operation("AddUserPoolClientSecret", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  if (client.secrets.length === 0) {
    throw clientIsPublic();
  }
  if (client.secrets.length >= MOST_SECRETS) {
    throw clientSecretsFull();
  }
  const secret = newClientSecret(input.ClientSecret ?? randomSecret(), context.clock.now());
  context.clients.update(client, { secrets: [...client.secrets, secret] });
  return {
    ClientSecretDescriptor: {
      ClientSecretId: secret.id,
      ...(input.ClientSecret === undefined && { ClientSecretValue: secret.value }),
      ClientSecretCreateDate: new Date(secret.createdAt),
    },
  };
});
