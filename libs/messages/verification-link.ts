import type { Language } from "./language.ts";
import type { LinkPage } from "./message-purpose.ts";

interface VerificationLink {
  /** The API's own address, without a slash at its end. */
  readonly baseUrl: string;
  readonly page: LinkPage;
  readonly language: Language;
  readonly email: string;
  /** The code, or Cognito's placeholder for it. */
  readonly code: string;
}

/**
 * Whether an address can be part of a link: a plain one of normal length (RFC 5321 §4.5.3.1.3). Any other gets the code by
 * mail, so that no address makes a message too long or invalid.
 */
export function isLinkable(email: string | undefined): email is string {
  return (
    email !== undefined && email.length <= 254 && email.isWellFormed() && /^[^\s@]+@[^\s@]+$/.test(email)
  );
}

/** Letters, digits, percent signs and a few dots: programs that find links in text end a link at any other character. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The link to one of our pages. Address and code are in its fragment, which browsers do not send to servers (RFC 9110 §7.1):
 * neither a log nor a `Referer` holds them. The code comes last, where a person can find it.
 */
export function verificationLink({ baseUrl, page, language, email, code }: VerificationLink): string {
  return `${baseUrl}/v1/links/${page}?lang=${language}#email=${percentEncode(email)}&code=${code}`;
}
