/**
 * Auth0's exports, as newline-delimited JSON or as arrays: the password hashes that its support sends, the profiles of a users-export
 * job, and files that were written for its bulk import
 * (https://auth0.com/docs/manage-users/user-migration/bulk-user-import-schema). Members of one user in several files are merged.
 */
import * as z from "zod";
import { Auth0Passwords, auth0Password } from "./auth0-password.ts";
import type { MovingUser, ReadingOptions } from "./moving-user.ts";
import {
  definedOnly,
  groupsAt,
  mappedAttributes,
  type Numbered,
  parseAs,
  readValues,
} from "./read-export.ts";

const text = z.string().nullish();

const Auth0User = z.looseObject({
  /** In the file of hashes: the part of `user_id` after `auth0|`. */
  _id: z.union([z.string(), z.looseObject({ $oid: z.string() })]).optional(),
  user_id: text,
  email: text,
  email_verified: z.boolean().nullish(),
  phone_number: text,
  phone_verified: z.boolean().nullish(),
  username: text,
  name: text,
  given_name: text,
  family_name: text,
  nickname: text,
  picture: text,
  locale: text,
  blocked: z.boolean().nullish(),
  identities: z.array(z.looseObject({ provider: z.string().optional() })).nullish(),
  multifactor: z.array(z.unknown()).nullish(),
  mfa_factors: z.array(z.unknown()).nullish(),
  ...Auth0Passwords.shape,
});

type Auth0User = z.infer<typeof Auth0User>;

/** The id of a user in all files of a tenant. Files for the bulk import have whole users, and mostly no ids. */
function idOf({ _id, user_id: userId }: Auth0User, { place }: Numbered): string {
  const id = userId ?? (typeof _id === "object" ? _id.$oid : _id);
  return id ? id.replace(/^auth0\|/, "") : place;
}

/** Whether only providers other than Auth0's own databases know the user. */
function isFederated({ identities, user_id: userId }: Auth0User): boolean {
  if (identities && identities.length > 0) return identities.every(({ provider }) => provider !== "auth0");
  return userId?.includes("|") === true && !userId.startsWith("auth0|");
}

const flag = (value: boolean | null | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

export async function* readAuth0({
  files,
  attributes,
  groupsFrom,
}: ReadingOptions): AsyncGenerator<MovingUser> {
  const users = new Map<string, Auth0User>();
  for await (const numbered of readValues(files)) {
    const user = parseAs(Auth0User, numbered.value, numbered.place);
    const id = idOf(user, numbered);
    users.set(id, { ...users.get(id), ...user });
  }
  let number = 0;
  for (const user of users.values()) {
    number += 1;
    const federated = isFederated(user);
    yield {
      number,
      username: user.username ?? user.email ?? undefined,
      attributes: {
        ...definedOnly({
          email: user.email,
          email_verified: flag(user.email_verified),
          phone_number: user.phone_number,
          phone_number_verified: flag(user.phone_verified),
          name: user.name,
          given_name: user.given_name,
          family_name: user.family_name,
          nickname: user.nickname,
          picture: user.picture,
          locale: user.locale,
        }),
        ...mappedAttributes(user, attributes),
      },
      enabled: user.blocked !== true,
      groups: groupsFrom === null ? [] : groupsAt(user, groupsFrom),
      password: federated ? { kind: "none" } : auth0Password(user),
      isFederated: federated,
      factors: (user.multifactor ?? user.mfa_factors ?? []).length,
    };
  }
}
