import { createHash } from "node:crypto";
import type { UserSearch, UserSummary } from "../../libs/schemas/admin-users.ts";

type Criteria = Omit<UserSearch, "limit" | "cursor">;

/** In the order of how few they leave over; the wire's name beside each. */
const PREFIXES = [
  ["email", "email"],
  ["familyName", "family_name"],
  ["name", "name"],
  ["givenName", "given_name"],
] as const;

/** What the pool is asked for: it takes one criterion, or a group. */
export type Source =
  | { readonly kind: "users"; readonly filter: string | undefined }
  | { readonly kind: "group"; readonly group: string };

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api */
const quoted = (value: string) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;

/**
 * Which criterion the pool gets. A beginning of an address or name leaves fewest over; a group comes before a status, which
 * thousands may have. The others are looked at on each page ({@link isMatch}).
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

/** As the pool compares attributes: without case. */
const fold = (text: string) => text.toUpperCase().toLowerCase();

/** Whether a user meets all criteria but the group, which the pool's lists do not tell. */
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

/** Tells searches apart, so that a cursor goes on with its own only. */
export function digestOf(criteria: Criteria): string {
  const { email, name, givenName, familyName, status, enabled, group } = criteria;
  return createHash("sha256")
    .update(JSON.stringify([email, name, givenName, familyName, status, enabled, group]))
    .digest("base64url")
    .slice(0, 16);
}
