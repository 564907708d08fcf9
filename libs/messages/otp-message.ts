import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";
import type { Mail } from "./mail-content.ts";
import { renderMail } from "./render-mail.ts";
import { otp as de } from "./texts/de.ts";
import { otp as en } from "./texts/en.ts";
import { otp as es } from "./texts/es.ts";
import { otp as fr } from "./texts/fr.ts";
import type { OtpTexts } from "./texts/message-texts.ts";

const TEXTS: Readonly<Record<Language, OtpTexts>> = { en, de, es, fr };

interface OtpInput {
  readonly language: Language;
  readonly brand: Brand;
  readonly code: string;
}

/**
 * The mail with a one-time code for signing in. The code is not in the subject, which locked screens show.
 *
 * @param minutes for how long the code is valid
 */
export function renderOtpMail({
  language,
  brand,
  code,
  minutes,
}: OtpInput & { readonly minutes: number }): Mail {
  const text = TEXTS[language];
  return renderMail({
    language,
    brand,
    title: text.subject,
    blocks: [
      { kind: "paragraph", text: text.lead },
      { kind: "code", label: text.label, code },
      { kind: "paragraph", text: text.validity(minutes) },
      { kind: "note", text: text.unasked },
    ],
  });
}

/** The text message with a one-time code: one SMS segment for every name in GSM 03.38. */
export function renderOtpSms({ language, brand: { appName }, code }: OtpInput): string {
  return TEXTS[language].sms({ appName, code });
}
