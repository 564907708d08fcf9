/**
 * What a group may do: the only map from Cognito groups to the scopes of the resource server `api`.
 *
 * Pre-token-generation writes these scopes into the access token, the gateway checks them for each route, and the handler
 * checks again. Don't add dependencies to this file: the trigger's bundle must stay small.
 */

/** Scopes of the resource server `api`, as tokens have them. */
export const SCOPES = [
  "api/profile",
  "api/files",
  "api/users.read",
  "api/users.write",
  "api/audit.read",
] as const;

/**
 * Cognito's own scope. Cognito's operations on the caller's account need a token with it, also to ask whether a token is
 * revoked.
 */
export const COGNITO_SCOPE = "aws.cognito.signin.user.admin";

export type Scope = (typeof SCOPES)[number];

/** The group that manages all users. Only a person adds a user to it: by invitation, by hand, or by naming the first one. */
export const ADMINS = "admins";

/**
 * The scopes of a machine, a client that signs in with its secret and without a user: it may only read. The client requests
 * these scopes itself; the pre-token trigger removes any other scope of this API.
 */
export const MACHINE_SCOPES: readonly Scope[] = ["api/users.read", "api/audit.read"];

const OWN: readonly Scope[] = ["api/profile", "api/files"];

/** Scopes per group. A user without a group, or only in unknown ones, gets none. */
export const GROUP_SCOPES: ReadonlyMap<string, readonly Scope[]> = new Map([
  ["users", OWN],
  ["support", [...OWN, "api/users.read"]],
  [ADMINS, [...OWN, "api/users.read", "api/users.write", "api/audit.read"]],
]);

/** Whether a scope gives access to other users' accounts. */
export const isAdministrative = (scope: Scope): boolean => !OWN.includes(scope);

/** The union of the groups' scopes, without duplicates and always in the order of {@link SCOPES}. */
export function scopesOfGroups(groups: readonly string[]): Scope[] {
  const granted = new Set(groups.flatMap((group) => GROUP_SCOPES.get(group) ?? []));
  return SCOPES.filter((scope) => granted.has(scope));
}
