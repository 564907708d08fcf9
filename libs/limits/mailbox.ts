import { normalizeEmail } from "../auth/email.ts";
import { domainOfEmail } from "../auth/email-domain.ts";

/** One provider under two names, which ignores dots: https://support.google.com/mail/answer/7436150 */
const GMAIL_DOMAINS: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

/**
 * The mailbox that an address most likely leads to, for counting only: accounts and mail use the address itself. It leaves out
 * case, what follows a plus sign (RFC 5233 subaddresses) and, at Gmail, dots. Two mailboxes that count as one share a budget; a
 * mailbox with more spellings than these (a whole domain with one reader) has more than one budget.
 */
export function mailboxOf(email: string): string {
  const normal = normalizeEmail(email);
  const at = normal.lastIndexOf("@");
  if (at < 1) return normal;
  const local = normal.slice(0, at);
  const domain = domainOfEmail(normal) || normal.slice(at + 1);
  const isGmail = GMAIL_DOMAINS.has(domain);
  const [untagged = ""] = local.split("+");
  const folded = isGmail ? untagged.replaceAll(".", "") : untagged;
  // "+tag@…" has nothing before its tag: then the address is its own mailbox.
  return `${folded === "" ? local : folded}@${isGmail ? "gmail.com" : domain}`;
}
