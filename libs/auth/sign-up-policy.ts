import type { RefusalName } from "../messages/refusals.ts";
import { domainOfEmail } from "./email-domain.ts";

/** E-mail domains. An empty allow list allows every domain; what is denied is denied even if it is allowed as well. */
export interface SignUpPolicy {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
}

/**
 * Whether an address may sign up.
 *
 * Denying a domain denies what lies below it, for throw-away mail services hand out subdomains freely; allowing one
 * allows itself alone, for not everybody below it need be trusted.
 *
 * @returns why to refuse; undefined where nothing speaks against it. It does not tell the lists.
 */
export function refusalOfSignUp(email: string | undefined, policy: SignUpPolicy): RefusalName | undefined {
  if (email === undefined || !email.includes("@")) return "emailMissing";
  const domain = domainOfEmail(email);
  const allowed = policy.allowedDomains.map(domainOfEmail);
  const denied = policy.deniedDomains.map(domainOfEmail);
  // What is no domain name at all becomes the empty string, which no list may let pass.
  if (domain === "") return "emailDomain";
  if (allowed.length > 0 && !allowed.includes(domain)) return "emailDomain";
  if (denied.some((entry) => domain === entry || domain.endsWith(`.${entry}`))) return "emailDomain";
  return undefined;
}
