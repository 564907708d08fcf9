import { domainToASCII } from "node:url";
import { normalizeEmail } from "./email.ts";

/**
 * The domain of an address, or a bare domain, in ASCII, so that domains can be compared: `münchen.example` and
 * `xn--mnchen-3ya.example` are the same, with or without the root's dot.
 *
 * @returns the empty string if it is not a domain name
 */
export function domainOfEmail(email: string): string {
  const normal = normalizeEmail(email);
  return domainToASCII(normal.slice(normal.lastIndexOf("@") + 1)).replace(/\.$/, "");
}

/**
 * Local parts that mail systems read alike: a dot-atom with letters of any script, or one quoted string (RFC 5322 §3.2.3, §3.2.4).
 * Without `%` and `!`, by which mail was once sent on to another host.
 */
const PLAIN_MAILBOX = /^(?:[\p{L}\p{M}\p{N}.#$&'*+/=?^_`{|}~-]+|"[^"\\<>]+")$/u;

/** The beginning of an encoded word (RFC 2047): it stands for other text, which may be another address. */
const ENCODED_WORD = "=?";

/**
 * The domain of an address whose owner gets rights by it. A code that was mailed to an address verifies the domain only if the
 * mail goes there: SES and others find another recipient in `<eve@evil.example>x@example.com`, some in an encoded word.
 *
 * @returns the empty string for an address that is not plain
 */
export function trustedDomainOf(email: string): string {
  const local = normalizeEmail(email).replace(/@[^@]*$/, "");
  return PLAIN_MAILBOX.test(local) && !local.includes(ENCODED_WORD) ? domainOfEmail(email) : "";
}
