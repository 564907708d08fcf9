import { domainToASCII } from "node:url";
import { normalizeEmail } from "./email.ts";

/**
 * The domain of an address, or of a bare domain, in the form in which domains are compared, in ASCII: `münchen.example`
 * and `xn--mnchen-3ya.example` are one, with or without the root's dot.
 *
 * @returns the empty string where it is no domain name
 */
export function domainOfEmail(email: string): string {
  const normal = normalizeEmail(email);
  return domainToASCII(normal.slice(normal.lastIndexOf("@") + 1)).replace(/\.$/, "");
}
