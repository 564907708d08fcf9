import { domainOfEmail, trustedDomainOf } from "../auth/email-domain.ts";
import { commaList } from "../env.ts";
import { providerOf } from "./external-identity.ts";

/** The e-mail domains that each provider is trusted with, by the provider's name in lower case, as Cognito may write it. */
export type ProviderTrust = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * E-mail domains, comma-separated; the result is in ASCII. A domain does not include its subdomains. There is no wildcard: a
 * provider that is trusted with every domain could vouch for an administrator's address.
 */
function linkDomains(value: string | undefined): ReadonlySet<string> {
  return new Set(
    commaList(value).map((entry) => {
      const domain = entry.includes("@") ? "" : domainOfEmail(entry);
      if (!/^[^.*]+(\.[^.*]+)+$/.test(domain)) {
        throw new Error("is not a list of domains like example.com,example.org");
      }
      return domain;
    }),
  );
}

/** For `readEnvironment`. Facebook has none, because it does not tell whether an address is verified. */
export const TRUST_VARIABLES = {
  GOOGLE_LINK_DOMAINS: linkDomains,
  APPLE_LINK_DOMAINS: linkDomains,
  OIDC_LINK_DOMAINS: linkDomains,
  SAML_LINK_DOMAINS: linkDomains,
} as const;

/** Providers by their names in resources/identity-providers.yml. */
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
 * Whether to believe a provider that an address is verified. `email_verified` says what the provider believes. Only for domains
 * whose mailboxes it runs, or that the operator trusts it with, does it show who owns the mailbox (OpenID Connect Core 1.0
 * §5.1).
 */
export function isTrustedForDomain(trust: ProviderTrust, provider: string, email: string): boolean {
  return trust.get(provider.toLowerCase())?.has(trustedDomainOf(email)) ?? false;
}

interface AttestedUser {
  readonly username: string;
  readonly verifiedEmail: string | undefined;
  readonly isFederated: boolean;
}

/**
 * The address that may decide a user's groups: verified by this pool or, for a user of an identity provider, by a provider that
 * is trusted with its domain.
 */
export function attestedEmail(
  { username, verifiedEmail, isFederated }: AttestedUser,
  trust: ProviderTrust,
): string | undefined {
  // Usernames of the pool's own are ids without an underscore; those of federated users begin with the provider.
  const provider = providerOf(username);
  if (verifiedEmail === undefined || (!isFederated && provider === undefined)) return verifiedEmail;
  return provider !== undefined && isTrustedForDomain(trust, provider, verifiedEmail)
    ? verifiedEmail
    : undefined;
}
