/** A user at an identity provider. */
export interface ExternalIdentity {
  /** The provider's name as the pool spells it. */
  readonly provider: string;
  readonly subject: string;
}

/** Providers whose subjects do not differ by case: digits, or digits and lower-case letters. */
const CASELESS_PROVIDERS = ["Google", "Facebook", "SignInWithApple", "LoginWithAmazon"];

/** Without letters, or a UUID, which is the same in either case (RFC 9562 §4). */
const CASELESS_SUBJECT = /^(?:\P{L}+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/iu;

/** The provider in a federated user's name, spelled as in the name; undefined for a user of the pool's own. */
export function providerOf(userName: string): string | undefined {
  const end = userName.indexOf("_");
  return end > 0 ? userName.slice(0, end) : undefined;
}

/** Providers whose name in the pool is not what people call them. */
const DISPLAYED_NAMES: ReadonlyMap<string, string> = new Map([
  ["SignInWithApple", "Apple"],
  ["LoginWithAmazon", "Amazon"],
]);

/** What people call a provider, for mails. */
export const displayedNameOf = (provider: string): string => DISPLAYED_NAMES.get(provider) ?? provider;

/** The template's names for other kinds of providers (resources/identity-providers.yml). */
const OTHER_PROVIDERS = ["OIDC", "SAML"];

/**
 * The provider of a federated user, spelled as in the template, although Cognito may write it in lower case.
 *
 * @returns undefined for a user of the pool's own
 */
export function spelledProviderOf(userName: string): string | undefined {
  const given = providerOf(userName);
  const spelled = given?.toLowerCase();
  return [...CASELESS_PROVIDERS, ...OTHER_PROVIDERS].find((name) => name.toLowerCase() === spelled) ?? given;
}

/**
 * The identity in a federated user's name, `Google_1234567890`. A provider's name holds no underscore, a subject may. A pool
 * that ignores case may write the name in lower case (amplify-flutter#1716), and then two subjects that differ by case look the
 * same: to link one of them could let the other in. So only identities that do not depend on case are read.
 *
 * @param providers the names of the pool's other providers
 * @returns undefined for an identity that is ambiguous
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export function readExternalIdentity(
  userName: string,
  providers: readonly string[],
): ExternalIdentity | undefined {
  const given = providerOf(userName);
  const subject = userName.slice((given?.length ?? 0) + 1);
  if (given === undefined || subject === "") return undefined;
  const spelled = given.toLowerCase();
  const isSpelledSo = (name: string) => name.toLowerCase() === spelled;
  const known = CASELESS_PROVIDERS.find(isSpelledSo);
  if (known !== undefined) return { provider: known, subject };
  const other = providers.find(isSpelledSo);
  return other !== undefined && CASELESS_SUBJECT.test(subject) ? { provider: other, subject } : undefined;
}
