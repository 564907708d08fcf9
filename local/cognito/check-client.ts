/** What a public operation checks of the app client it names. */
import { isClientSecret, isSecretHash } from "./domain/secret-hash.ts";
import { secretHashMissing, secretHashWrong } from "./errors/resource-errors.ts";
import { usernameNotFound } from "./errors/user-errors.ts";
import type { OperationContext } from "./operation-context.ts";
import type { Client } from "./state/client-repository.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { User } from "./state/user-repository.ts";

/**
 * Checks `SECRET_HASH`: a confidential client must send it, a public one must not.
 *
 * @param usernames every name the user may have been called by
 * @throws ServiceError NotAuthorizedException
 */
export function checkSecretHash(
  client: Client,
  given: string | undefined,
  usernames: readonly string[],
): void {
  if (client.secrets.length === 0) {
    if (given !== undefined) throw secretHashWrong(client.id);
    return;
  }
  if (given === undefined) throw secretHashMissing(client.id);
  const matches = client.secrets.map(({ value: secret }) =>
    isSecretHash(given, { secret, clientId: client.id, usernames }),
  );
  if (!matches.includes(true)) throw secretHashWrong(client.id);
}

/** Whether a plain `ClientSecret` is one of the client's; a public client has none and needs none. */
export function matchesClientSecret(client: Client, given: string | undefined): boolean {
  if (client.secrets.length === 0) return given === undefined;
  return (
    given !== undefined && client.secrets.map(({ value }) => isClientSecret(given, value)).includes(true)
  );
}

/** Whether the client hides unknown users behind "wrong password"; with the legacy setting it does not. */
export function hidesUnknownUsers(client: Client): boolean {
  return client.settings.PreventUserExistenceErrors === "ENABLED";
}

/** The client, and the user it names; `user` is `null` for an unknown user that the client must not learn of. */
export interface PublicCall {
  readonly client: Client;
  readonly pool: Pool;
  readonly user: User | null;
}

/**
 * What every public operation on a named user begins with.
 * @throws ServiceError ResourceNotFoundException, NotAuthorizedException, UserNotFoundException
 */
export function openPublicCall(
  { clients, pools, users }: Pick<OperationContext, "clients" | "pools" | "users">,
  input: {
    readonly ClientId: string;
    readonly SecretHash?: string | undefined;
    readonly Username: string;
  },
): PublicCall {
  const client = clients.require(input.ClientId);
  const pool = pools.require(client.poolId);
  const user = users.find(pool, input.Username);
  checkSecretHash(client, input.SecretHash, [input.Username, ...(user ? [user.username] : [])]);
  if (user === null && !hidesUnknownUsers(client)) throw usernameNotFound();
  return { client, pool, user };
}
