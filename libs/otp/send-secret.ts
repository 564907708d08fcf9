import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import type { Brand } from "../messages/brand.ts";
import { chooseLanguage, type Language } from "../messages/language.ts";
import { renderLinkMail } from "../messages/link-message.ts";
import { renderOtpMail, renderOtpSms } from "../messages/otp-message.ts";
import { sendEmail } from "../messages/send-email.ts";
import { sendSms } from "../messages/send-sms.ts";
import type { Recipient } from "./choose-recipient.ts";

interface Wording {
  readonly brand: Brand;
  readonly defaultLanguage: Language;
  /** From the app's client metadata. */
  readonly wantedLocale: string | undefined;
  readonly mailFrom: string;
  /** For how long it is valid. */
  readonly minutes: number;
}

/** Sends a code or a link. @throws AwsError, a network error; neither holds the secret or the address */
export async function sendSecret(
  secret: string,
  { channel, address, locale }: Recipient,
  { brand, defaultLanguage, wantedLocale, mailFrom, minutes }: Wording,
): Promise<void> {
  const language = chooseLanguage([locale, wantedLocale], defaultLanguage);
  if (channel === "sms") {
    const text = renderOtpSms({ language, brand, code: secret });
    return sendSms({ to: address, text }, { patience: TRIGGER_PATIENCE });
  }
  const mail =
    channel === "link"
      ? renderLinkMail({ language, brand, href: secret, minutes })
      : renderOtpMail({ language, brand, code: secret, minutes });
  return sendEmail({ to: address, ...mail }, { from: mailFrom, patience: TRIGGER_PATIENCE });
}
