/** What any message must keep to, whatever it says. */

/**
 * GSM 03.38, without the characters that count twice, and with the braces that Cognito's placeholders have. Text of
 * these alone fits 160 to a segment; any other letter halves that.
 */
const GSM_ALPHABET = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà{}",
);

/** The letters of a text message that would make it longer than its one segment. */
export function lettersBeyondGsm(text: string): string[] {
  return [...text].filter((letter) => !GSM_ALPHABET.has(letter));
}

/** How often a part stands in a text. */
export function countOf(part: string, text: string): number {
  return text.split(part).length - 1;
}

/**
 * What Cognito takes as a mail's body, with the white space of Java's `\s`: a no-break space or a zero-width character
 * would have it refused. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_MessageTemplateType.html
 */
export const COGNITO_MAIL = /^[\p{L}\p{M}\p{S}\p{N}\p{P} \t\n\v\f\r]{6,20000}$/u;

/** The same for its subject. */
export const COGNITO_SUBJECT = /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]{1,140}$/u;

/** What would load something from elsewhere as the mail is read, or run. */
export const ACTIVE_CONTENT = /<(img|script|link|iframe|object|video|form)\b|\bsrc=|url\(|@import|\son\w+=/i;
