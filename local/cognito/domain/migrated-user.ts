/**
 * The response of a UserMigration trigger
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html).
 */

export interface MigratedUser {
  /** Another username than the name that was typed. */
  readonly username: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: "CONFIRMED" | "RESET_REQUIRED";
  readonly forceAliasCreation: boolean;
  readonly enableSmsMfa: boolean;
}

/** @returns `null` if it has no user; the members' types were checked before */
export function readMigratedUser(response: Readonly<Record<string, unknown>>): MigratedUser | null {
  const given = (response.userAttributes ?? {}) as Readonly<Record<string, string>>;
  if (Object.keys(given).length === 0) return null;
  const { username = null, ...attributes } = given;
  return {
    username,
    attributes,
    // "If you don't set it, the user has to reset the password."
    status: response.finalUserStatus === "CONFIRMED" ? "CONFIRMED" : "RESET_REQUIRED",
    forceAliasCreation: response.forceAliasCreation === true,
    enableSmsMfa: response.enableSMSMFA === true,
  };
}
