/** Demo users: one for each role, and the requested number of plain ones. */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ImportTarget } from "./import-user.ts";
import { typeablePassword } from "./random-password.ts";

export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** `example.com` is reserved (RFC 2606), so no demo user's mail reaches a person. */
const ROLES: readonly DemoUser[] = [
  { email: "ada.admin@example.com", name: "Ada Admin", groups: ["admins", "users"] },
  { email: "sam.support@example.com", name: "Sam Support", groups: ["support", "users"] },
  { email: "uma.user@example.com", name: "Uma User", groups: ["users"] },
];

/** @param extra plain users in addition to the three roles */
export function demoUsers(extra: number): DemoUser[] {
  const plain = Array.from({ length: extra }, (_, index) => ({
    email: `demo.${index + 1}@example.com`,
    name: `Demo ${index + 1}`,
    groups: ["users"],
  }));
  return [...ROLES, ...plain];
}

export interface SeededUser {
  readonly email: string;
  readonly groups: readonly string[];
  /** `null` for an existing user, whose password stays. */
  readonly password: string | null;
}

type Target = Omit<ImportTarget, "usernameAttributes">;

/**
 * @param password for all users, also existing ones; by default new users get random ones
 */
export async function seedUsers(
  users: readonly DemoUser[],
  { target, password }: { readonly target: Target; readonly password: string | null },
): Promise<SeededUser[]> {
  await ensureGroups(new Set(users.flatMap(({ groups }) => groups)), target);
  const seeded: SeededUser[] = [];
  for (const user of users) seeded.push(await seedUser(user, { target, password }));
  return seeded;
}

async function ensureGroups(names: ReadonlySet<string>, { cognito, poolId, quotas }: Target): Promise<void> {
  for (const GroupName of names) {
    await quotas.take("UserUpdate");
    await cognito
      .send(new CreateGroupCommand({ UserPoolId: poolId, GroupName }))
      .catch(ignore("GroupExistsException"));
  }
}

async function seedUser(
  { email, name, groups }: DemoUser,
  { target, password }: { readonly target: Target; readonly password: string | null },
): Promise<SeededUser> {
  const { cognito, poolId, quotas } = target;
  await quotas.take("UserCreation");
  const created = await cognito
    .send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: name },
        ],
      }),
    )
    .catch(ignore("UsernameExistsException"));
  const wanted = password ?? (created === undefined ? null : typeablePassword());
  if (wanted !== null) {
    await quotas.take("UserAccountRecovery");
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: poolId,
        Username: email,
        Password: wanted,
        Permanent: true,
      }),
    );
  }
  for (const GroupName of groups) {
    await quotas.take("UserUpdate");
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: email, GroupName }));
  }
  return { email, groups, password: wanted };
}

/** Ignores a refusal that means that the wanted state exists already. */
const ignore =
  (name: string) =>
  (error: unknown): undefined => {
    if (!(error instanceof Error) || error.name !== name) throw error;
  };
