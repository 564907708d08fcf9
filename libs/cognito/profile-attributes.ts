import type { AdminGetUserCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import type { PoolProfile, ProfileUpdate } from "../schemas/profile.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { isTrue } from "./is-true.ts";

/** The only mapping between the profile's fields and the pool's standard attributes. */
const ATTRIBUTES = {
  name: "name",
  givenName: "given_name",
  familyName: "family_name",
  locale: "locale",
} as const;

type Field = keyof typeof ATTRIBUTES;

const FIELDS = Object.keys(ATTRIBUTES) as readonly Field[];

/**
 * The attributes for some fields. null becomes a blank value, which makes Cognito delete an attribute; fields that are not
 * given stay as they are.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
export function attributesOf(fields: ProfileUpdate): { Name: string; Value: string }[] {
  return FIELDS.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [{ Name: ATTRIBUTES[field], Value: value ?? "" }];
  });
}

/** The fields that would change something. To clear a missing one changes nothing. */
export function changedFields(
  fields: ProfileUpdate,
  current: Readonly<Partial<Record<Field, string | undefined>>>,
): ProfileUpdate {
  return Object.fromEntries(
    FIELDS.filter(
      (field) => fields[field] !== undefined && (fields[field] ?? undefined) !== current[field],
    ).map((field) => [field, fields[field]]),
  );
}

type PoolUser = Pick<AdminGetUserCommandOutput, "UserAttributes" | "UserCreateDate" | "UserLastModifiedDate">;

/**
 * A user from AdminGetUser in the API's form.
 *
 * @param groups from the token: the pool would need another call
 */
export function profileFrom(user: PoolUser, groups: readonly string[]): PoolProfile {
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
  const email = attributes.get("email");
  const fields = FIELDS.flatMap((field) => {
    const value = attributes.get(ATTRIBUTES[field]);
    return value === undefined || value === "" ? [] : [[field, value] as const];
  });
  return {
    sub: attributes.get("sub") ?? "",
    ...withoutUndefined({ email }),
    emailVerified: isTrue(attributes.get("email_verified")),
    ...Object.fromEntries(fields),
    groups: [...groups],
    createdAt: (user.UserCreateDate ?? new Date(0)).toISOString(),
    updatedAt: (user.UserLastModifiedDate ?? new Date(0)).toISOString(),
  };
}
