/** Creates one user from a record. It is idempotent. */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  type UserStatusType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Quotas } from "./quotas.ts";
import { randomPassword } from "./random-password.ts";
import type { UserRecord } from "./user-record.ts";

export interface ImportTarget {
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly quotas: Quotas;
  /** The pool's UsernameAttributes: the attributes that users sign in with. */
  readonly usernameAttributes: readonly string[];
}

/** Why a record is not imported. */
type SkipReason = "federated" | "unconfirmed";

export interface ImportedUser {
  readonly outcome: "created" | "existing" | SkipReason;
  /** Second factors that the record has and the user now lacks. */
  readonly lostFactors: number;
}

const SKIPPED: Readonly<Partial<Record<UserRecord["status"], SkipReason>>> = {
  // The next sign-in through the provider creates the user; AdminCreateUser can't.
  EXTERNAL_PROVIDER: "federated",
  // The address was never verified: its owner can sign up again.
  UNCONFIRMED: "unconfirmed",
};

export async function importUser(record: UserRecord, target: ImportTarget): Promise<ImportedUser> {
  const skipped = SKIPPED[record.status];
  if (skipped !== undefined) return { outcome: skipped, lostFactors: 0 };
  const username = usernameOf(record, target);
  const { isNew, status } = await createUser(record, { username, target });
  if (status === "FORCE_CHANGE_PASSWORD" && record.status !== "FORCE_CHANGE_PASSWORD") {
    await confirm(username, target);
  }
  await joinGroups(record, { username, target });
  if (!record.enabled) await disable(username, target);
  return {
    outcome: isNew ? "created" : "existing",
    lostFactors: await carryFactors(record, { username, target }),
  };
}

export interface Subject {
  readonly username: string;
  readonly target: Omit<ImportTarget, "usernameAttributes">;
}

/** In a pool with sign-in by address, the address is the user name; the former pool's `sub` means nothing here. */
function usernameOf({ username, attributes }: UserRecord, { usernameAttributes }: ImportTarget): string {
  const addresses = usernameAttributes.map((name) => attributes[name]);
  return addresses.find((address) => address !== undefined) ?? username;
}

/** Attributes that Cognito assigns: the new user gets a new `sub`, and identities belong to their provider. */
const isOwnedByCognito = (name: string): boolean =>
  name === "sub" || name === "identities" || name.startsWith("cognito:");

export async function createUser(
  { attributes }: Pick<UserRecord, "attributes">,
  { username, target: { cognito, poolId, quotas } }: Subject,
): Promise<{ isNew: boolean; status: UserStatusType | undefined }> {
  await quotas.take("UserCreation");
  try {
    const { User } = await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: username,
        MessageAction: "SUPPRESS",
        UserAttributes: Object.entries(attributes)
          .filter(([name]) => !isOwnedByCognito(name))
          .map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    return { isNew: true, status: User?.UserStatus };
  } catch (error) {
    if ((error as Error).name !== "UsernameExistsException") throw error;
    await quotas.take("UserRead");
    const { UserStatus } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: poolId, Username: username }),
    );
    return { isNew: false, status: UserStatus };
  }
}

/**
 * Sets an unknown random password, which ends the state FORCE_CHANGE_PASSWORD: in that state Cognito refuses "forgot password",
 * with which users choose their own.
 */
export async function confirm(
  username: string,
  { cognito, poolId, quotas }: Subject["target"],
): Promise<void> {
  await quotas.take("UserAccountRecovery");
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: poolId,
      Username: username,
      Password: randomPassword(),
      Permanent: true,
    }),
  );
}

export async function joinGroups(
  { groups }: { readonly groups: readonly string[] },
  { username, target: { cognito, poolId, quotas } }: Subject,
): Promise<void> {
  for (const GroupName of groups) {
    await quotas.take("UserUpdate");
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: username, GroupName }));
  }
}

export async function disable(
  username: string,
  { cognito, poolId, quotas }: Subject["target"],
): Promise<void> {
  await quotas.take("UserUpdate");
  await cognito.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: username }));
}

/** Codes by SMS and e-mail need no secret, so they are enabled again if the pool has them; an authenticator app needs its secret. */
async function carryFactors(
  { mfa }: UserRecord,
  { username, target: { cognito, poolId, quotas } }: Subject,
): Promise<number> {
  const carried = (mfa?.enabled ?? []).filter((factor) => factor !== "SOFTWARE_TOKEN_MFA");
  const lost = (mfa?.enabled.length ?? 0) - carried.length;
  if (mfa === undefined || carried.length === 0) return lost;
  const settings = (factor: "SMS_MFA" | "EMAIL_OTP") =>
    carried.includes(factor) ? { Enabled: true, PreferredMfa: mfa.preferred === factor } : undefined;
  await quotas.take("UserUpdate");
  try {
    await cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: poolId,
        Username: username,
        SMSMfaSettings: settings("SMS_MFA"),
        EmailMfaSettings: settings("EMAIL_OTP"),
      }),
    );
    return lost;
  } catch (error) {
    // The pool does not have the factor, or the user has no address for it.
    if ((error as Error).name !== "InvalidParameterException") throw error;
    return lost + carried.length;
  }
}
