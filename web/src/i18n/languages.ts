import { i18n, type Messages } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { useEffect, useState } from "react";

/** Their own names, for the menu. */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", fr: "Français" } as const;

export type Language = keyof typeof LANGUAGES;

const LANGUAGE_KEY = "language";

const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

/** The language chosen before; otherwise the first supported one of the browser's. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(LANGUAGE_KEY) ?? "";
  const tags = [kept, ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return tags.find(isLanguage) ?? "en";
}

type Catalogs = Readonly<Record<string, () => Promise<{ messages: Messages }>>>;

/** The frame's and the components' texts, by language. */
const frame = import.meta.glob<{ messages: Messages }>("./locales/*.po");
/** Each area's, by area and language; loaded with the area. */
const areas = import.meta.glob<{ messages: Messages }>("../areas/*/locales/*.po");

const loadedAreas = new Set<string>();

async function catalog(catalogs: Catalogs, path: string): Promise<Messages> {
  return (await catalogs[path]?.())?.messages ?? {};
}

/**
 * Loads the texts of the frame and of what is loaded already, and speaks this language from now on.
 *
 * @param area that the page begins with: its texts come along
 */
export async function activateLanguage(language: Language, area?: string): Promise<void> {
  if (area !== undefined) loadedAreas.add(area);
  const paths = [...loadedAreas].map((area) => `../areas/${area}/locales/${language}.po`);
  const texts = await Promise.all([
    catalog(frame, `./locales/${language}.po`),
    ...paths.map((path) => catalog(areas, path)),
  ]);
  for (const messages of texts) i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(LANGUAGE_KEY, language);
  await activateLanguage(language);
}

/** For an area's route: its texts are there before its pages are. */
export async function loadTexts(area: string): Promise<void> {
  if (loadedAreas.has(area)) return;
  loadedAreas.add(area);
  const language = currentLanguage();
  try {
    i18n.load(language, await catalog(areas, `../areas/${area}/locales/${language}.po`));
  } catch (error) {
    // A retry must load it again.
    loadedAreas.delete(area);
    throw error;
  }
}

export const currentLanguage = (): Language => (isLanguage(i18n.locale) ? i18n.locale : "en");

/** The current language; renders again when it changes. */
export function useLanguage(): Language {
  useLingui();
  return currentLanguage();
}

/** The time; renders again every so many milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
