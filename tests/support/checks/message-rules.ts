/** Rules for every message. */

/**
 * GSM 03.38, without the characters that count twice, and with the braces of Cognito's placeholders. A segment holds 160 of
 * these; any other letter halves that.
 */
const GSM_ALPHABET = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà{}",
);

/** The letters that would make a text message longer than one segment. */
export function lettersBeyondGsm(text: string): string[] {
  return [...text].filter((letter) => !GSM_ALPHABET.has(letter));
}

/** How often a part occurs in a text. */
export function countOf(part: string, text: string): number {
  return text.split(part).length - 1;
}

/**
 * The mail bodies that Cognito accepts, with the white space of Java's `\s`: it refuses a no-break space or a zero-width
 * character. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_MessageTemplateType.html
 */
export const COGNITO_MAIL = /^[\p{L}\p{M}\p{S}\p{N}\p{P} \t\n\v\f\r]{6,20000}$/u;

/** The same for its subject. */
export const COGNITO_SUBJECT = /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]{1,140}$/u;

/** Content that would load external resources or run code when the mail is read. */
export const ACTIVE_CONTENT = /<(img|script|link|iframe|object|video|form)\b|\bsrc=|url\(|@import|\son\w+=/i;
