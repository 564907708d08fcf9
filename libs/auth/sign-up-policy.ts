import { domainToASCII } from "node:url";
import { REFUSALS } from "../messages/refusals.ts";
import { normalizeEmail } from "./email.ts";

/** E-mail domains. An empty allow list allows every domain; what is denied is denied even if it is allowed as well. */
export interface SignUpPolicy {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
}

/** The domain of a normalised address, in ASCII: `münchen.example` and `xn--mnchen-3ya.example` are one, with or without the root's dot. */
function domainOfEmail(email: string): string {
  return domainToASCII(email.slice(email.lastIndexOf("@") + 1)).replace(/\.$/, "");
}

const ascii = (domain: string) => domainOfEmail(normalizeEmail(domain));

/**
 * Whether an address may sign up.
 *
 * Denying a domain denies what lies below it, for throw-away mail services hand out subdomains freely; allowing one
 * allows itself alone, for not everybody below it need be trusted.
 *
 * @returns the text to refuse with; undefined where nothing speaks against it. It does not tell the lists.
 */
export function refusalOfSignUp(email: string | undefined, policy: SignUpPolicy): string | undefined {
  if (email === undefined || !email.includes("@")) return REFUSALS.emailMissing;
  const domain = domainOfEmail(normalizeEmail(email));
  const allowed = policy.allowedDomains.map(ascii);
  const denied = policy.deniedDomains.map(ascii);
  // What is no domain name at all becomes the empty string, which no list may let pass.
  if (domain === "") return REFUSALS.emailDomain;
  if (allowed.length > 0 && !allowed.includes(domain)) return REFUSALS.emailDomain;
  if (denied.some((entry) => domain === entry || domain.endsWith(`.${entry}`))) return REFUSALS.emailDomain;
  return undefined;
}
