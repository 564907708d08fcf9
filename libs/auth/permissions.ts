/**
 * What a group may do: the one map from Cognito groups to the scopes of the resource server `api`.
 *
 * Pre-token-generation writes these scopes into the access token, the gateway asks for them per route, and the handler
 * asks again. No dependency may enter this file: the trigger's bundle must stay small.
 */

/** Scopes of the resource server `api`, as they stand in a token. */
export const SCOPES = [
  "api/profile",
  "api/files",
  "api/users.read",
  "api/users.write",
  "api/audit.read",
] as const;

/** Cognito's own scope. Its operations on the caller's account take tokens that hold it, and it can be asked about them. */
export const COGNITO_SCOPE = "aws.cognito.signin.user.admin";

export type Scope = (typeof SCOPES)[number];

/** The group that manages everybody. Only a person gives it: by invitation, by hand, or by naming the first one. */
export const ADMINS = "admins";

/**
 * What a machine may do, a client that signs in with its secret and has no user behind it: read, and nothing else. Its client
 * asks for these scopes itself; the pre-token trigger takes any other scope of this API away.
 */
export const MACHINE_SCOPES: readonly Scope[] = ["api/users.read", "api/audit.read"];

const OWN: readonly Scope[] = ["api/profile", "api/files"];

/** Scopes per group. Whoever is in no group, or in an unknown one, gets none. */
export const GROUP_SCOPES: ReadonlyMap<string, readonly Scope[]> = new Map([
  ["users", OWN],
  ["support", [...OWN, "api/users.read"]],
  [ADMINS, [...OWN, "api/users.read", "api/users.write", "api/audit.read"]],
]);

/** Whether a scope reaches other people's accounts. */
export const isAdministrative = (scope: Scope): boolean => !OWN.includes(scope);

/** The union of the groups' scopes, each once and always in the order of {@link SCOPES}, whatever the groups' order. */
export function scopesOfGroups(groups: readonly string[]): Scope[] {
  const granted = new Set(groups.flatMap((group) => GROUP_SCOPES.get(group) ?? []));
  return SCOPES.filter((scope) => granted.has(scope));
}
