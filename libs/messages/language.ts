/** The languages of messages and pages, as BCP 47 tags. */
export const LANGUAGES = ["en", "de", "es", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

/** `de` of `de-AT`, and of `de_AT`, as some identity providers spell it. */
function primarySubtag(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? "";
}

/**
 * The language for a message: the first of the wanted tags that is available, else the fallback. Since none of the languages
 * has a region or a script, the lookup of RFC 4647 §3.4 compares only the primary subtag.
 *
 * @param wanted tags in order of preference, such as the user's `locale` attribute, then the app's; unchecked, and missing ones
 *   are skipped
 */
export function chooseLanguage(wanted: readonly (string | undefined)[], fallback: Language): Language {
  for (const tag of wanted) {
    const subtag = primarySubtag(tag ?? "");
    const found = LANGUAGES.find((language) => language === subtag);
    if (found !== undefined) return found;
  }
  return fallback;
}
