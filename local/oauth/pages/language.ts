/** The language of the pages: from the URL, else from the cookie `lang`, else the browser's preference. */
import type { OAuthRequest } from "../oauth-request.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import type { PageTexts } from "./texts/page-texts.ts";

const TEXTS = { en, de, es, fr } as const satisfies Readonly<Record<string, PageTexts>>;

export type Language = keyof typeof TEXTS;

/** The languages' own names, in the order of the menu. */
export const LANGUAGES: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
};

const LANGUAGE_COOKIE = "lang";

/** AWS's names of languages in the links of terms (API_CreateTerms). */
export const TERMS_LANGUAGES: Readonly<Record<Language, string>> = {
  en: "cognito:english",
  de: "cognito:german",
  es: "cognito:spanish",
  fr: "cognito:french",
};

export const textsOf = (language: Language): PageTexts => TEXTS[language];

/** `de` of `de-AT` (RFC 4647 §3.4: none of our languages has a region). */
function known(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split(/[-_]/, 1)[0] ?? "";
  return Object.hasOwn(TEXTS, primary) ? (primary as Language) : undefined;
}

/** The tags of Accept-Language, the best first (RFC 9110 §12.5.4). */
function acceptedTags(header: string | undefined): readonly string[] {
  return (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((entry) => {
      const [tag = "", quality = ""] = entry.split(";");
      const [, weight = "1"] = /q=([\d.]+)/.exec(quality) ?? [];
      return { tag, weight: Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

export function chooseLanguage({
  query,
  cookies,
  headers,
}: Pick<OAuthRequest, "query" | "cookies" | "headers">): Language {
  const wanted = [
    query.get("lang"),
    cookies.get(LANGUAGE_COOKIE),
    ...acceptedTags(headers["accept-language"]),
  ];
  return wanted.map(known).find((language) => language !== undefined) ?? "en";
}

/** The cookie that keeps the URL's language (authorization-endpoint, `lang`). */
export function languageCookie(query: URLSearchParams) {
  const asked = known(query.get("lang"));
  return asked === undefined ? [] : [{ name: LANGUAGE_COOKIE, value: asked, maxAgeSeconds: 365 * 86_400 }];
}
