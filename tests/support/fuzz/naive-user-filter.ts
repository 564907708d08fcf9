/** A naive implementation of ListUsers' filters, to compare with the emulator's indexes. */
import type { UserType } from "@aws-sdk/client-cognito-identity-provider";

export interface NaiveFilter {
  readonly name: string;
  readonly wanted: string;
  /** `=`, or else `^=`. */
  readonly exact: boolean;
}

/** Attributes that ListUsers filters by, under their names in a filter. */
export function attributeOf(user: UserType, name: string): string | undefined {
  if (name === "username") return user.Username;
  if (name === "status") return user.Enabled ? "Enabled" : "Disabled";
  if (name === "cognito:user_status") return user.UserStatus;
  return user.Attributes?.find(({ Name }) => Name === name)?.Value;
}

/** A naive implementation of the filter. */
export function isMatch(user: UserType, { name, wanted, exact }: NaiveFilter): boolean {
  const mindsCase = name === "username" || name === "status";
  const fold = (text: string) => (mindsCase ? text : text.toUpperCase().toLowerCase());
  const found = attributeOf(user, name);
  if (found === undefined) return false;
  return exact ? fold(found) === fold(wanted) : fold(found).startsWith(fold(wanted));
}
