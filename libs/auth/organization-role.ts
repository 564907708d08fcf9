import type { ActivityTable } from "../activity/activity-table.ts";
import { ApiError } from "../http/api-error.ts";
import type { ActiveOrganization } from "../organizations/active-organization.ts";
import { loadMembershipIn } from "../organizations/organizations.ts";
import { includesRole, type OrganizationRole } from "../organizations/roles.ts";
import type { Principal } from "./principal.ts";

/**
 * The organization of the token, if the user had the role there when it was issued. A member who was removed meanwhile keeps it
 * until the token expires, an hour at most. If that is too long, see {@link requireCurrentOrganizationRole}.
 *
 * @throws ApiError `organization_role_required`
 */
export function requireOrganizationRole(
  { organization }: Pick<Principal, "organization">,
  least: OrganizationRole,
): ActiveOrganization {
  if (organization === undefined || !includesRole(organization.role, least)) {
    throw new ApiError("organization_role_required");
  }
  return organization;
}

/**
 * The same by the table instead of the token, at the cost of one read: for changes, and for data that a removed member must not
 * see.
 *
 * @throws ApiError `organization_role_required`; AwsError or a network error if the table can't be read
 */
export async function requireCurrentOrganizationRole(
  table: ActivityTable,
  { sub, organization }: Pick<Principal, "sub" | "organization">,
  least: OrganizationRole,
): Promise<ActiveOrganization> {
  const current = organization && (await loadMembershipIn(table, sub, organization.id));
  return requireOrganizationRole({ organization: current }, least);
}
