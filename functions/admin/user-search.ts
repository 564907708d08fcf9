import type { UserSearch, UserSummary } from "../../libs/schemas/admin-users.ts";
import { sha256 } from "../../libs/sha256.ts";

type Criteria = Omit<UserSearch, "limit" | "cursor">;

/** Ordered by selectivity, each with its attribute in the pool. */
const PREFIXES = [
  ["email", "email"],
  ["familyName", "family_name"],
  ["name", "name"],
  ["givenName", "given_name"],
] as const;

/** What to ask the pool for: it takes one criterion, or a group. */
export type Source =
  | { readonly kind: "users"; readonly filter: string | undefined }
  | { readonly kind: "group"; readonly group: string };

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api */
const quoted = (value: string) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;

/**
 * Chooses the criterion for the pool. The beginning of an address or name is the most selective; a group comes before a status,
 * which thousands may have. {@link isMatch} applies the others to each page.
 */
export function sourceOf(criteria: Criteria): Source {
  for (const [field, attribute] of PREFIXES) {
    const value = criteria[field];
    if (value !== undefined) return { kind: "users", filter: `${attribute} ^= ${quoted(value)}` };
  }
  const { group, status, enabled } = criteria;
  if (group !== undefined) return { kind: "group", group };
  if (status !== undefined) return { kind: "users", filter: `cognito:user_status = ${quoted(status)}` };
  if (enabled === undefined) return { kind: "users", filter: undefined };
  return { kind: "users", filter: `status = ${quoted(enabled ? "Enabled" : "Disabled")}` };
}

/** The pool compares attributes case-insensitively. */
const fold = (text: string) => text.toUpperCase().toLowerCase();

/** Whether a user meets all criteria except the group, which the pool's lists do not contain. */
export function isMatch(user: UserSummary, criteria: Criteria): boolean {
  const { status, enabled } = criteria;
  return (
    PREFIXES.every(([field]) => {
      const value = criteria[field];
      const own = user[field];
      return value === undefined || (own !== undefined && fold(own).startsWith(fold(value)));
    }) &&
    (status === undefined || user.status === status) &&
    (enabled === undefined || user.enabled === enabled)
  );
}

/** Identifies a search, so that a cursor only continues its own. */
export function digestOf(criteria: Criteria): string {
  const { email, name, givenName, familyName, status, enabled, group } = criteria;
  return sha256(JSON.stringify([email, name, givenName, familyName, status, enabled, group])).slice(0, 16);
}
