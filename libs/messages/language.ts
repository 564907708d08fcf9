/** The languages that messages and pages are written in, as BCP 47 tags. */
export const LANGUAGES = ["en", "de", "es", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

/** `de` of `de-AT`, and of `de_AT`, as some identity providers spell it. */
function primarySubtag(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? "";
}

/**
 * The language to write to somebody in: the first of the wanted tags that we have, else the fallback. Since none of our
 * languages has a region or a script, the lookup of RFC 4647 §3.4 comes down to the primary subtag.
 *
 * @param wanted tags in the order of preference, such as the user's `locale` attribute, then what the app asked for; not
 *   checked by anyone, missing ones are passed over.
 */
export function chooseLanguage(wanted: readonly (string | undefined)[], fallback: Language): Language {
  for (const tag of wanted) {
    const subtag = primarySubtag(tag ?? "");
    const found = LANGUAGES.find((language) => language === subtag);
    if (found !== undefined) return found;
  }
  return fallback;
}
