import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";
import type { Mail } from "./mail-content.ts";
import { renderMail } from "./render-mail.ts";
import { signInLink as de } from "./texts/de.ts";
import { signInLink as en } from "./texts/en.ts";
import { signInLink as es } from "./texts/es.ts";
import { signInLink as fr } from "./texts/fr.ts";
import type { SignInLinkTexts } from "./texts/message-texts.ts";

const TEXTS: Readonly<Record<Language, SignInLinkTexts>> = { en, de, es, fr };

/**
 * The mail with a link to sign in. It has no code beside the link: a code could be told to a stranger, the link only works in
 * the browser that asked for it (docs/adr/0060).
 *
 * @param minutes for how long the link is valid
 */
export function renderLinkMail({
  language,
  brand,
  href,
  minutes,
}: {
  readonly language: Language;
  readonly brand: Brand;
  readonly href: string;
  readonly minutes: number;
}): Mail {
  const text = TEXTS[language];
  return renderMail({
    language,
    brand,
    title: text.subject,
    blocks: [
      { kind: "paragraph", text: text.lead },
      { kind: "button", label: text.button, href },
      { kind: "paragraph", text: text.validity(minutes) },
      { kind: "note", text: text.unasked },
    ],
  });
}
