import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoServer } from "./cognito-server.ts";

export type PoolSettings = Partial<CreateUserPoolCommandInput>;
export type ClientSettings = Partial<CreateUserPoolClientCommandInput>;

/** A pool like the project's own: e-mail for a username, in any case of letters. Answers its id. */
export async function createPool(
  { admin }: Pick<CognitoServer, "admin">,
  settings: PoolSettings = {},
): Promise<string> {
  const { UserPool } = await admin.send(
    new CreateUserPoolCommand({
      PoolName: "test",
      UsernameAttributes: settings.AliasAttributes ? undefined : ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ["email"],
      ...settings,
    }),
  );
  return String(UserPool?.Id);
}

/** A public client with password and SRP sign-in. Answers its id. */
export async function createClient(
  { admin }: Pick<CognitoServer, "admin">,
  poolId: string,
  settings: ClientSettings = {},
): Promise<string> {
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: "test",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      ...settings,
    }),
  );
  return String(UserPoolClient?.ClientId);
}

let domains = 0;

/** The prefix of a domain that no pool has yet. */
export function newPrefix(): string {
  domains += 1;
  return `people-${domains}`;
}
