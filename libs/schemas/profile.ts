import * as z from "zod/mini";
import { Terms } from "./consents.ts";
import { named } from "./named.ts";
import { Text } from "./text.ts";

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-")).length === 1;
  } catch {
    return false;
  }
}

/**
 * A language tag (BCP 47), such as `en` or `de-AT`; also with underscores, which are common and which OpenID Connect accepts
 * (Core §5.1).
 */
const Locale = named(
  "Locale",
  z.string().check(z.maxLength(35), z.refine(isLocale, { error: "Must be a language tag" })),
);

/** The standard attributes that users edit themselves. The app client may write only these and the address. */
export const ProfileFields = named(
  "ProfileFields",
  z.strictObject({
    name: z.optional(Text),
    givenName: z.optional(Text),
    familyName: z.optional(Text),
    locale: z.optional(Locale),
  }),
);

/** null clears a field. */
export const profileUpdateFields = {
  name: z.optional(z.nullable(Text)),
  givenName: z.optional(z.nullable(Text)),
  familyName: z.optional(z.nullable(Text)),
  locale: z.optional(z.nullable(Locale)),
};

/** Given fields change, null clears one, the rest stays. */
export const ProfileUpdate = named(
  "ProfileUpdate",
  z
    .strictObject(profileUpdateFields)
    .check(z.refine((update) => Object.keys(update).length > 0, { error: "Must change something" })),
);

export type ProfileUpdate = z.output<typeof ProfileUpdate>;

/** `linkedAt` is missing if the pool does not tell. */
const LinkedIdentity = named(
  "LinkedIdentity",
  z.strictObject({ provider: z.string(), linkedAt: z.optional(z.iso.datetime()) }),
);

/** The caller's profile. Fields without a value are left out. */
export const Profile = named(
  "Profile",
  z.strictObject({
    sub: z.string(),
    email: z.optional(z.string()),
    emailVerified: z.boolean(),
    phoneNumber: z.optional(z.string()),
    phoneNumberVerified: z.boolean(),
    /** A new address and a new number that replace these once their code is confirmed. */
    pending: z.strictObject({ email: z.optional(z.string()), phoneNumber: z.optional(z.string()) }),
    name: z.optional(z.string()),
    givenName: z.optional(z.string()),
    familyName: z.optional(z.string()),
    locale: z.optional(z.string()),
    groups: z.array(z.string()),
    /** The identity providers that can sign in to the account. */
    identities: z.array(LinkedIdentity),
    /** The picture, if there is one. The URL is valid until `expiresAt`. */
    avatar: z.nullable(z.strictObject({ url: z.url(), expiresAt: z.iso.datetime() })),
    /** When the owner last chose the password; null if there is none, or if it was not recorded. */
    passwordChangedAt: z.nullable(z.iso.datetime()),
    /** The current terms if they are not accepted yet: ask for consent, then POST /v1/me/consents. */
    termsToAccept: z.nullable(Terms),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);

export type Profile = z.input<typeof Profile>;

/** The fields of a user in the pool's own lists. */
export type PoolProfile = Omit<
  Profile,
  | "pending"
  | "avatar"
  | "passwordChangedAt"
  | "identities"
  | "termsToAccept"
  | "phoneNumber"
  | "phoneNumberVerified"
>;
