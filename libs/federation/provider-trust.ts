import { domainOfEmail } from "../auth/email-domain.ts";
import { commaList } from "../env.ts";
import { providerOf } from "./external-identity.ts";

/** By a provider's name in lower case, as Cognito may write it: the e-mail domains whose mailboxes it may speak for. */
export type ProviderTrust = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * E-mail domains, comma-separated; in ASCII afterwards. A domain stands for itself alone. There is no wildcard: a provider that
 * may speak for every domain may speak for an administrator's.
 */
function linkDomains(value: string | undefined): ReadonlySet<string> {
  return new Set(
    commaList(value).map((entry) => {
      const domain = entry.includes("@") ? "" : domainOfEmail(entry);
      if (!/^[^.*]+(\.[^.*]+)+$/.test(domain))
        throw new Error("is not a list of domains like example.com,example.org");
      return domain;
    }),
  );
}

/** For `readEnvironment`. Facebook has none: it does not say whether an address is verified. */
export const TRUST_VARIABLES = {
  GOOGLE_LINK_DOMAINS: linkDomains,
  APPLE_LINK_DOMAINS: linkDomains,
  OIDC_LINK_DOMAINS: linkDomains,
  SAML_LINK_DOMAINS: linkDomains,
} as const;

/** Providers by the names that resources/identity-providers.yml gives them. */
export function providerTrustOf(environment: {
  readonly GOOGLE_LINK_DOMAINS: ReadonlySet<string>;
  readonly APPLE_LINK_DOMAINS: ReadonlySet<string>;
  readonly OIDC_LINK_DOMAINS: ReadonlySet<string>;
  readonly SAML_LINK_DOMAINS: ReadonlySet<string>;
}): ProviderTrust {
  return new Map([
    ["google", environment.GOOGLE_LINK_DOMAINS],
    ["signinwithapple", environment.APPLE_LINK_DOMAINS],
    ["oidc", environment.OIDC_LINK_DOMAINS],
    ["saml", environment.SAML_LINK_DOMAINS],
  ]);
}

/**
 * Whether a provider's word that an address is verified counts here. `email_verified` says what the provider believes, and a
 * provider may believe anything: only for domains whose mailboxes it runs, or that the operator trusts it with, does it say
 * who owns the mailbox (OpenID Connect Core 1.0 §5.1).
 */
export function isTrustedForDomain(trust: ProviderTrust, provider: string, email: string): boolean {
  return trust.get(provider.toLowerCase())?.has(domainOfEmail(email)) ?? false;
}

interface AttestedUser {
  readonly username: string;
  readonly verifiedEmail: string | undefined;
  readonly isFederated: boolean;
}

/**
 * The address that a user's groups may be chosen by: verified by this pool or, for a user of an identity provider, by a
 * provider that is trusted with its domain.
 */
export function attestedEmail(
  { username, verifiedEmail, isFederated }: AttestedUser,
  trust: ProviderTrust,
): string | undefined {
  // The pool's own names are ids, without an underscore; a federated one's begin with the provider.
  const provider = providerOf(username);
  if (verifiedEmail === undefined || (!isFederated && provider === undefined)) return verifiedEmail;
  return provider !== undefined && isTrustedForDomain(trust, provider, verifiedEmail)
    ? verifiedEmail
    : undefined;
}
