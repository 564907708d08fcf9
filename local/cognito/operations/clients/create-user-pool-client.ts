import { invalidParameter } from "../../errors/parameter-errors.ts";
import { idTaken } from "../../errors/resource-errors.ts";
import { operation } from "../../operation.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { randomSecret } from "./client-secrets.ts";
import { describeClient } from "./describe-client.ts";
import { resolveClientSettings } from "./resolve-client-settings.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = operation("CreateUserPoolClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const { fixed } = context;
  if (fixed !== undefined && context.clients.find(fixed.id) !== null) throw idTaken(fixed.id);
  const secret = secretOf(input, fixed?.secret);
  const secrets = secret === null ? [] : [{ value: secret, createdAt: context.clock.now(), isAdded: false }];
  const settings = resolveClientSettings(
    input,
    { pool, hasSecret: secrets.length > 0, action: "creating" },
    context,
  );
  const client = context.clients.create(pool, {
    name: input.ClientName,
    secrets,
    settings,
    ...(fixed && { id: fixed.id }),
  });
  return { UserPoolClient: describeClient(client) };
});

function secretOf(
  { GenerateSecret, ClientSecret }: CognitoInput<"CreateUserPoolClient">,
  generated = randomSecret(),
): string | null {
  if (GenerateSecret && ClientSecret !== undefined) {
    throw invalidParameter(
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    );
  }
  return GenerateSecret ? generated : (ClientSecret ?? null);
}
