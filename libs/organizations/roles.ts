/**
 * What a member may do in an organization, the most first. Each role includes those after it. No dependencies: the trigger that
 * writes them into tokens uses it.
 */
export const ORGANIZATION_ROLES = ["owner", "admin", "member"] as const;

export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export const isOrganizationRole = (value: unknown): value is OrganizationRole =>
  ORGANIZATION_ROLES.some((role) => role === value);

/** The roles that include the given one. */
export const rolesFrom = (least: OrganizationRole): readonly OrganizationRole[] =>
  ORGANIZATION_ROLES.slice(0, ORGANIZATION_ROLES.indexOf(least) + 1);

export const includesRole = (role: OrganizationRole, least: OrganizationRole): boolean =>
  rolesFrom(least).includes(role);
