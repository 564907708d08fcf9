import { randomInt } from "node:crypto";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import { operation } from "../../operation.ts";
import type { CognitoInput } from "../../wire-types.ts";
import { describeClient } from "./describe-client.ts";
import { resolveClientSettings } from "./resolve-client-settings.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = operation("CreateUserPoolClient", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const secret = secretOf(input);
  const settings = resolveClientSettings(
    input,
    { pool, hasSecret: secret !== null, action: "creating" },
    context,
  );
  const client = context.clients.create(pool, { name: input.ClientName, secret, settings });
  return { UserPoolClient: describeClient(client) };
});

function secretOf({ GenerateSecret, ClientSecret }: CognitoInput<"CreateUserPoolClient">): string | null {
  if (GenerateSecret && ClientSecret !== undefined) {
    throw invalidParameter(
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    );
  }
  return GenerateSecret ? randomSecret() : (ClientSecret ?? null);
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** 52 lower-case letters and digits, as AWS's: 268 bits. */
function randomSecret(): string {
  return Array.from({ length: 52 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
