import * as z from "zod/mini";
import { named } from "./named.ts";
import { Text } from "./text.ts";

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-")).length === 1;
  } catch {
    return false;
  }
}

/** A language tag (BCP 47), such as `en` or `de-AT`; also with underscores, as systems write it and OpenID Connect takes it (Core §5.1). */
const Locale = named(
  "Locale",
  z.string().check(z.maxLength(35), z.refine(isLocale, { error: "Must be a language tag" })),
);

/** The standard attributes that users keep themselves. The app client may write just these and the address. */
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

/** Fields that are given change, null clears one, the rest stays. */
export const ProfileUpdate = named(
  "ProfileUpdate",
  z
    .strictObject(profileUpdateFields)
    .check(z.refine((update) => Object.keys(update).length > 0, { error: "Must change something" })),
);

export type ProfileUpdate = z.output<typeof ProfileUpdate>;

/** Own profile. Fields that have no value are left out. */
export const Profile = named(
  "Profile",
  z.strictObject({
    sub: z.string(),
    email: z.optional(z.string()),
    emailVerified: z.boolean(),
    name: z.optional(z.string()),
    givenName: z.optional(z.string()),
    familyName: z.optional(z.string()),
    locale: z.optional(z.string()),
    groups: z.array(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);

export type Profile = z.input<typeof Profile>;
