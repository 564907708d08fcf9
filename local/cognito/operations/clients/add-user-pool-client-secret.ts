import { clientIsPublic, clientSecretsFull } from "../../errors/client-errors.ts";
import { operation } from "../../operation.ts";
import { describeSecret, randomSecret } from "./client-secrets.ts";

/** Two: the one in use, and the one that takes its place. */
const MOST_SECRETS = 2;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html: a value is answered
 * once, and only where Cognito made it.
 */
export const addUserPoolClientSecret = operation("AddUserPoolClientSecret", (input, context) => {
  const client = context.clients.require(input.ClientId, context.pools.require(input.UserPoolId));
  const newest = client.secrets.at(-1);
  if (newest === undefined) {
    throw clientIsPublic();
  }
  if (client.secrets.length >= MOST_SECRETS) {
    throw clientSecretsFull();
  }
  const secret = {
    value: input.ClientSecret ?? randomSecret(),
    createdAt: Math.max(context.clock.now(), newest.createdAt + 1),
    isAdded: true,
  };
  context.clients.update(client, { secrets: [...client.secrets, secret] });
  return {
    ClientSecretDescriptor: {
      ...describeSecret(client, secret),
      ...(input.ClientSecret === undefined && { ClientSecretValue: secret.value }),
    },
  };
});
