import * as z from "zod/mini";
import { normalizeEmail } from "../auth/email.ts";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { LANGUAGES } from "../messages/language.ts";
import { GroupName, Version } from "./admin-params.ts";
import { NewEmail } from "./email-address.ts";
import { FactorsInUse } from "./mfa.ts";
import { documentedAs, named } from "./named.ts";
import { ProfileFields, profileUpdateFields } from "./profile.ts";
import { Reason } from "./reason.ts";
import { Text } from "./text.ts";

/** Cognito's names for the state of an account. */
const USER_STATUSES = [
  "UNCONFIRMED",
  "CONFIRMED",
  "FORCE_CHANGE_PASSWORD",
  "RESET_REQUIRED",
  "EXTERNAL_PROVIDER",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
] as const;

const UserStatus = named("UserStatus", z.enum(USER_STATUSES));

const Yes = documentedAs(
  { type: "boolean" },
  z.pipe(
    z.enum(["true", "false"]),
    z.transform((word) => word === "true"),
  ),
);

/** `email`, `name`, `givenName` and `familyName` match the beginning, in upper or lower case. All given criteria must match. */
export const UserSearch = z.strictObject({
  email: z.optional(z.string().check(z.overwrite(normalizeEmail), z.minLength(1), z.maxLength(128))),
  name: z.optional(Text),
  givenName: z.optional(Text),
  familyName: z.optional(Text),
  status: z.optional(UserStatus),
  enabled: z.optional(Yes),
  group: z.optional(GroupName),
  limit: limitUpTo(60, 20),
  cursor: z.optional(Cursor),
});

export type UserSearch = z.output<typeof UserSearch>;

const summary = {
  sub: z.string(),
  email: z.optional(z.string()),
  emailVerified: z.boolean(),
  name: z.optional(z.string()),
  givenName: z.optional(z.string()),
  familyName: z.optional(z.string()),
  locale: z.optional(z.string()),
  status: UserStatus,
  enabled: z.boolean(),
  /** Identity providers that can sign in to the account; missing if there are none. */
  identityProviders: z.optional(z.array(z.string())),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

const UserSummary = named("User", z.strictObject(summary));

export type UserSummary = z.input<typeof UserSummary>;

/** A page may hold fewer than `limit`, or none, although more follow: go by the cursor. */
export const UserListResponse = named(
  "UserList",
  z.strictObject({
    items: z.array(UserSummary),
    cursor: z.optional(z.string()),
  }),
);

/**
 * `sessions` counts the active sign-ins; `lastSignIn` is null until the first one. `invitation` is what the first sign-in will
 * give, null if there is none; the mailed password is valid for seven days from `sentAt`.
 */
export const UserDetail = named(
  "UserDetail",
  z.strictObject({
    ...summary,
    /** A new address that replaces `email` once its code is confirmed. */
    pendingEmail: z.optional(z.string()),
    /** The version of the editable fields, for `PATCH`, which then refuses to overwrite another person's change. */
    version: Version,
    groups: z.array(z.string()),
    mfa: FactorsInUse,
    /** The version of the terms that the user accepted last, null if none. */
    terms: z.nullable(z.strictObject({ version: z.string(), acceptedAt: z.iso.datetime() })),
    lastSignIn: z.nullable(z.strictObject({ at: z.iso.datetime(), clientId: z.string() })),
    sessions: z.int().check(z.nonnegative()),
    invitation: z.nullable(z.strictObject({ group: z.string(), sentAt: z.iso.datetime() })),
  }),
);

export type UserDetail = z.input<typeof UserDetail>;

/**
 * `group` is given with the first sign-in, beside the default one. The language is for the mail, and for the account until its
 * owner chooses another.
 */
export const UserInvitation = named(
  "UserInvitation",
  z.strictObject({
    email: NewEmail,
    group: z.optional(GroupName),
    language: z.optional(z.enum(LANGUAGES)),
    profile: z.optional(ProfileFields),
    reason: z.optional(Reason),
  }),
);

/** Given fields change, null clears one, the rest stays. A new address takes effect once the user has verified it. */
export const UserUpdate = named(
  "UserUpdate",
  z
    .strictObject({
      email: z.optional(NewEmail),
      ...profileUpdateFields,
      reason: z.optional(Reason),
      /** The version that was read: if the user has another one by now, nothing changes (`changed_meanwhile`). */
      version: z.optional(Version),
    })
    .check(
      z.refine(({ reason: _reason, version: _version, ...changes }) => Object.keys(changes).length > 0, {
        error: "Must change something",
      }),
    ),
);
