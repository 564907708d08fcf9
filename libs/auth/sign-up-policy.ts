import type { RefusalName } from "../messages/refusals.ts";
import { domainOfEmail, trustedDomainOf } from "./email-domain.ts";

/** E-mail domains. An empty allow list allows every domain. The deny list wins over the allow list. */
export interface SignUpPolicy {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
}

/**
 * Whether an address may sign up. Denying a domain denies its subdomains as well, because throw-away mail services give them
 * out freely; allowing one allows only itself, because its subdomains may belong to others.
 *
 * @returns why to refuse, without telling the lists; undefined if the address is allowed
 */
export function refusalOfSignUp(email: string | undefined, policy: SignUpPolicy): RefusalName | undefined {
  if (email === undefined || !email.includes("@")) return "emailMissing";
  const allowed = policy.allowedDomains.map(domainOfEmail);
  const domain = allowed.length > 0 ? trustedDomainOf(email) : domainOfEmail(email);
  const denied = policy.deniedDomains.map(domainOfEmail);
  // An invalid domain name becomes the empty string, which no list allows.
  if (domain === "") return "emailDomain";
  if (allowed.length > 0 && !allowed.includes(domain)) return "emailDomain";
  if (denied.some((entry) => domain === entry || domain.endsWith(`.${entry}`))) return "emailDomain";
  return undefined;
}
