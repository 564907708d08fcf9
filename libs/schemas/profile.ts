import * as z from "zod";

/** Text for people: no control characters, nothing but white space is nothing. */
const Text = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}*$/u, "must not hold control characters");

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A language tag (BCP 47), such as `en` or `de-AT`. */
const Locale = z.string().max(35).refine(isLocale, "must be a language tag");

/** The standard attributes that users keep themselves. The app client may write just these and the address. */
export const ProfileFields = z.strictObject({
  name: Text.optional(),
  givenName: Text.optional(),
  familyName: Text.optional(),
  locale: Locale.optional(),
});

export type ProfileFields = z.output<typeof ProfileFields>;

/** Fields that are given change, null clears one, the rest stays. */
export const ProfileUpdate = z
  .strictObject({
    name: Text.nullable().optional(),
    givenName: Text.nullable().optional(),
    familyName: Text.nullable().optional(),
    locale: Locale.nullable().optional(),
  })
  .refine((update) => Object.keys(update).length > 0, "must change something");

export type ProfileUpdate = z.output<typeof ProfileUpdate>;

/** Own profile. Fields that have no value are left out. */
export const Profile = z.strictObject({
  sub: z.string(),
  email: z.email().optional(),
  emailVerified: z.boolean(),
  ...ProfileFields.shape,
  groups: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type Profile = z.input<typeof Profile>;
