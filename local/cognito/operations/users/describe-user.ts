import { listUserAttributes } from "../../attributes/attribute-list.ts";
import type { User } from "../../state/user-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type UserType = NonNullable<CognitoOutput<"AdminCreateUser">["User"]>;

/** A user as AWS's lists describe them, with all attributes or those that were asked for. */
export function describeUser(user: User, attributesToGet?: readonly string[]): UserType {
  const attributes = listUserAttributes(user);
  return {
    Username: user.username,
    Attributes: attributesToGet
      ? attributes.filter(({ Name }) => attributesToGet.includes(Name))
      : attributes,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
