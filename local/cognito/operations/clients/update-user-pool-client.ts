import { operation } from "../../operation.ts";
import { describeClient } from "./describe-client.ts";
import { resolveClientSettings } from "./resolve-client-settings.ts";

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its default value":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html
 */
export const updateUserPoolClient = operation("UpdateUserPoolClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const client = context.clients.require(input.ClientId, pool);
  const surroundings = { pool, hasSecret: client.secrets.length > 0, action: "updating" } as const;
  const settings = resolveClientSettings(input, surroundings, context);
  const updated = context.clients.update(client, { name: input.ClientName ?? client.name, settings });
  return { UserPoolClient: describeClient(updated) };
});
