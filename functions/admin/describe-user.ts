import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import { identitiesIn } from "../../libs/cognito/identities.ts";
import { profileFrom } from "../../libs/cognito/profile-attributes.ts";
import type { UserSummary } from "../../libs/schemas/admin-users.ts";

/** The providers of a user's identities, without duplicates. */
const providersOf = (identities: string | undefined) => [
  ...new Set(identitiesIn(identities).map(({ provider }) => provider)),
];

/** A user from the pool's lists in the API's form. */
export function describeUser(user: UserType): UserSummary {
  const { UserCreateDate, UserLastModifiedDate, Attributes } = user;
  const { groups: _, ...profile } = profileFrom(
    { UserAttributes: Attributes, UserCreateDate, UserLastModifiedDate },
    [],
  );
  const identityProviders = providersOf(Attributes?.find(({ Name }) => Name === "identities")?.Value);
  return {
    ...profile,
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled !== false,
    ...(identityProviders.length === 0 ? {} : { identityProviders }),
  };
}
