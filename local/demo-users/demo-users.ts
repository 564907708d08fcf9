/**
 * The users of a new stack, so that a developer can sign in at once. They are created once, through Cognito's own operations;
 * one that the developer deletes stays deleted (docs/adr/0042).
 */
import type { DatabaseSync } from "node:sqlite";
import type { CognitoService } from "../cognito/cognito-service.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { declareTables } from "../state/declare-tables.ts";

/** A demo user as the service's configuration describes it. */
export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly groups: readonly string[];
}

export interface DemoUsers {
  /**
   * Creates those that were never created in this pool. An existing user with the address belongs to the developer and stays
   * unchanged.
   *
   * @throws ServiceError why one can't be created; the next start tries again
   */
  make(poolId: string, users: readonly DemoUser[]): Promise<void>;
  /** Those that were created and still exist, in the order of creation, with their first password. */
  list(poolId: string): Promise<readonly DemoUser[]>;
}

/** `begun`: an interrupted start may have left the user without a password or groups. */
type Progress = "begun" | "made" | "developer";

const TABLE = `
  CREATE TABLE IF NOT EXISTS demo_users (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    pool_id TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    groups TEXT NOT NULL,
    progress TEXT NOT NULL,
    UNIQUE (pool_id, email)
  ) STRICT;
`;

export function createDemoUsers(database: DatabaseSync, { call }: Pick<CognitoService, "call">): DemoUsers {
  declareTables(database, TABLE);
  const select = database.prepare("SELECT progress FROM demo_users WHERE pool_id = ? AND email = ?");
  const selectMade = database.prepare(
    "SELECT email, name, password, groups FROM demo_users WHERE pool_id = ? AND progress = 'made' ORDER BY sequence",
  );
  const save = database.prepare(`
    INSERT INTO demo_users (pool_id, email, name, password, groups, progress) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (pool_id, email) DO UPDATE SET
      name = excluded.name, password = excluded.password, groups = excluded.groups, progress = excluded.progress`);

  const remember = (poolId: string, user: DemoUser, progress: Progress): void => {
    save.run(poolId, user.email, user.name, user.password, JSON.stringify(user.groups), progress);
  };

  /** @returns `false` if a user with the address existed */
  async function create(UserPoolId: string, { email, name }: DemoUser): Promise<boolean> {
    try {
      await call("AdminCreateUser", {
        UserPoolId,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: name },
        ],
      });
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.code === "UsernameExistsException") return false;
      throw error;
    }
  }

  async function makeOne(UserPoolId: string, user: DemoUser): Promise<void> {
    const progress = select.get(UserPoolId, user.email)?.progress as Progress | undefined;
    if (progress === "made" || progress === "developer") return;
    remember(UserPoolId, user, "begun");
    const isNew = await create(UserPoolId, user);
    if (!isNew && progress === undefined) return remember(UserPoolId, user, "developer");
    const named = { UserPoolId, Username: user.email };
    await call("AdminSetUserPassword", { ...named, Password: user.password, Permanent: true });
    for (const GroupName of user.groups) await call("AdminAddUserToGroup", { ...named, GroupName });
    remember(UserPoolId, user, "made");
  }

  async function isThere(UserPoolId: string, Username: string): Promise<boolean> {
    try {
      await call("AdminGetUser", { UserPoolId, Username });
      return true;
    } catch (error) {
      if (error instanceof ServiceError) return false; // the user, or the pool, was deleted
      throw error;
    }
  }

  return {
    make: async (poolId, users) => {
      for (const user of users) await makeOne(poolId, user);
    },
    list: async (poolId) => {
      const users: DemoUser[] = [];
      for (const row of selectMade.all(poolId)) {
        const { email, name, password, groups } = row as Record<keyof DemoUser, string>;
        if (await isThere(poolId, email)) users.push({ email, name, password, groups: JSON.parse(groups) });
      }
      return users;
    },
  };
}
