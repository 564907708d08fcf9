import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";
import { type Block, subjectOf } from "./mail-content.ts";
import { renderMailHtml } from "./mail-html.ts";
import { isLinkPurpose, LINK_PAGES, type MessagePurpose } from "./message-purpose.ts";
import { codes as de } from "./texts/de.ts";
import { codes as en } from "./texts/en.ts";
import { codes as es } from "./texts/es.ts";
import { codes as fr } from "./texts/fr.ts";
import type { CodeTexts } from "./texts/message-texts.ts";
import { verificationLink } from "./verification-link.ts";

const TEXTS: Readonly<Record<Language, CodeTexts>> = { en, de, es, fr };

interface MessageInput {
  readonly language: Language;
  readonly brand: Brand;
  /** Cognito's placeholder for the code or the temporary password; the message must contain it unchanged. */
  readonly code: string;
  /** Cognito's placeholder for the username. Only invitations have it, and their message must contain it. */
  readonly username: string | null;
  /** For a mail with a link instead of the code. Purposes without a link page still get the code. */
  readonly link?: { readonly baseUrl: string; readonly email: string } | undefined;
}

/** There is no plain text, because Cognito sends only HTML. */
export interface CodeMessage {
  readonly subject: string;
  readonly html: string;
  readonly sms: string;
}

/** The code to type, or the link with the code. One of them contains the placeholder, once. */
function askFor(purpose: MessagePurpose, { language, code, link }: MessageInput): Block[] {
  const texts = TEXTS[language];
  if (link !== undefined && isLinkPurpose(purpose)) {
    const { lead, button } = texts.links[purpose];
    const href = verificationLink({ ...link, page: LINK_PAGES[purpose], language, code });
    return [
      { kind: "paragraph", text: lead },
      { kind: "button", label: button, href },
    ];
  }
  const { lead, label } = texts.purposes[purpose];
  return [
    { kind: "paragraph", text: lead },
    { kind: "code", label, code },
  ];
}

/**
 * The message around a code: a mail in HTML, its subject, and a text message, which always holds the code. Nothing that a user
 * may choose, such as a name, is in a message: strangers could use sign-up forms to send texts to strangers. (The address in a
 * link is the one that the mail goes to, percent-encoded.) Cognito replaces the placeholders, and does not send a message
 * without them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function renderCodeMessage(purpose: MessagePurpose, input: MessageInput): CodeMessage {
  const { language, brand, code, username } = input;
  const texts = TEXTS[language];
  const text = texts.purposes[purpose];
  const [lead, ask] = askFor(purpose, input);
  const content = {
    language,
    brand,
    title: text.subject,
    blocks: [
      lead,
      username === null ? undefined : ({ kind: "facts", rows: [[texts.username, username]] } as const),
      ask,
      { kind: "paragraph", text: text.validity } as const,
      { kind: "note", text: text.unasked } as const,
    ].filter((block) => block !== undefined),
  };
  return {
    subject: subjectOf(content),
    html: renderMailHtml(content),
    sms: text.sms({ appName: brand.appName, code, username: username ?? "" }),
  };
}
