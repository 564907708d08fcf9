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
