import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import { profileFrom } from "../../libs/cognito/profile-attributes.ts";
import type { UserSummary } from "../../libs/schemas/admin-users.ts";

/** A user as the pool's lists have it, as our API says it. */
export function describeUser(user: UserType): UserSummary {
  const { UserCreateDate, UserLastModifiedDate, Attributes } = user;
  const { groups: _, ...profile } = profileFrom(
    { UserAttributes: Attributes, UserCreateDate, UserLastModifiedDate },
    [],
  );
  return { ...profile, status: user.UserStatus ?? "UNKNOWN", enabled: user.Enabled !== false };
}
