import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";
import type { Mail } from "./mail-content.ts";
import { plainDescription } from "./plain-description.ts";
import { renderMail } from "./render-mail.ts";
import { organizations as de } from "./texts/de.ts";
import { organizations as en } from "./texts/en.ts";
import { organizations as es } from "./texts/es.ts";
import { organizations as fr } from "./texts/fr.ts";
import type { OrganizationTexts } from "./texts/message-texts.ts";

const TEXTS: Readonly<Record<Language, OrganizationTexts>> = { en, de, es, fr };

interface InvitationInput {
  readonly language: Language;
  readonly brand: Brand;
  /** The organization's name, which its owner chose: it is shown as data. */
  readonly organization: string;
  /** For how many days it can be accepted. */
  readonly days: number;
  /** The page that accepts it, with the token. */
  readonly link: string;
}

/** The mail that invites an address to an organization. It does not say whether the address has an account. */
export function renderOrganizationInvitation({
  language,
  brand,
  organization,
  days,
  link,
}: InvitationInput): Mail {
  const texts = TEXTS[language];
  return renderMail({
    language,
    brand,
    title: texts.subject,
    blocks: [
      { kind: "paragraph", text: texts.lead },
      { kind: "facts", rows: [[texts.organization, plainDescription(organization)]] },
      { kind: "button", label: texts.button, href: link },
      { kind: "paragraph", text: texts.validity(days) },
      { kind: "note", text: texts.unasked },
    ],
  });
}
