/**
 * A pool's domains: a prefix of Amazon's domain, or a custom domain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html).
 */

const RESERVED = ["aws", "amazon", "cognito"] as const;

/** The reserved word that a prefix contains. */
export function findReservedWord(prefix: string): string | null {
  return RESERVED.find((word) => prefix.includes(word)) ?? null;
}

export function isPrefix(domain: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain);
}

/** A subdomain: at least three labels, as a top-level site is not taken over. */
export function isSubdomain(domain: string): boolean {
  const labels = domain.split(".");
  return labels.length >= 3 && labels.every((label) => isPrefix(label));
}
