/** Migrates a user at the first sign-in: the UserMigration trigger. */

import { ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { checkInvitedAttributes } from "../attributes/check-attributes.ts";
import { nameNewUser } from "../attributes/new-username.ts";
import { checkSecretHash, hidesUnknownUsers } from "../check-client.ts";
import { type MigratedUser, readMigratedUser } from "../domain/migrated-user.ts";
import { EMPTY_RESPONSES } from "../domain/trigger-event.ts";
import { migrationFailed } from "../errors/trigger-errors.ts";
import { createCredentials } from "../new-credentials.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import { triggerTarget } from "../trigger-target.ts";

type Strings = Readonly<Record<string, string>>;

interface Newcomer {
  readonly pool: Pool;
  readonly client: Client;
  readonly username: string;
  readonly secretHash: string | undefined;
  readonly source: "UserMigration_Authentication" | "UserMigration_ForgotPassword";
  /** `null` for a forgotten one. */
  readonly password: string | null;
  readonly validationData: Strings;
  readonly clientMetadata: Strings | undefined;
}

/**
 * Calls the pool's trigger for an unknown user, and creates the user from its response. A client that hides unknown users gets
 * no other error: the name stays unknown.
 *
 * @throws ServiceError NotAuthorizedException: the client's secret is wrong; UserNotFoundException: the migration failed
 */
export async function migrateUser(context: OperationContext, newcomer: Newcomer): Promise<void> {
  const { client, pool, username, secretHash } = newcomer;
  if (triggerTarget(pool.settings, "UserMigration") === null) return;
  if (context.users.find(pool, username) !== null) return;
  checkSecretHash(client, secretHash, [username]);
  try {
    const migrated = await ask(context, newcomer);
    if (migrated !== null) create(context, newcomer, migrated);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Of two sign-ins at once the other one has brought the user over.
    if (context.users.find(pool, username) !== null) return;
    if (!hidesUnknownUsers(client)) throw migrationFailed(client.id);
  }
}

async function ask(
  { triggers }: OperationContext,
  { client, pool, username, source, password, validationData, clientMetadata }: Newcomer,
): Promise<MigratedUser | null> {
  const response = await triggers.run({
    pool,
    trigger: "UserMigration",
    source,
    username,
    clientId: client.id,
    request: {
      password,
      validationData,
      ...withoutUndefined({ clientMetadata }),
    },
    response: EMPTY_RESPONSES.UserMigration,
  });
  return readMigratedUser(response ?? {});
}

/** The typed password becomes the user's: the trigger has checked it. */
function create(
  context: OperationContext,
  { pool, username, password }: Newcomer,
  migrated: MigratedUser,
): void {
  const named = nameNewUser(pool.settings, migrated.username ?? username, migrated.attributes);
  checkInvitedAttributes(pool.settings, named.attributes);
  context.atomically(() => {
    const user = context.users.create(
      pool,
      {
        username: named.username,
        sub: named.sub,
        status: migrated.status,
        attributes: named.attributes,
        credentials: password === null ? null : createCredentials(pool, named, password),
      },
      migrated.forceAliasCreation ? "steal" : "refuse",
    );
    if (migrated.enableSmsMfa) {
      context.mfa.setPreference(user, { enabled: ["SMS_MFA"], preferred: null, passkeys: false });
    }
  });
}
