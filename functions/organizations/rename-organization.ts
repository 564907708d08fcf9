import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { unlessRole } from "../../libs/organizations/members.ts";
import { loadOrganization, renameOrganization as rename } from "../../libs/organizations/organizations.ts";
import { Organization, OrganizationInput, OrganizationParams } from "../../libs/schemas/organizations.ts";
import { describeOrganization } from "./describe-organization.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";

export const renameOrganization = route({
  operation: "renameOrganization",
  summary: "Rename an organization, as its owner or admin",
  errors: [...MEMBER_ERRORS],
  method: "PATCH",
  path: "/v1/organizations/{organization}",
  scope: "api/profile",
  params: OrganizationParams,
  body: OrganizationInput,
  response: Organization,
  run: async ({ params: { organization: id }, body: { name }, principal, from }) => {
    const { role } = await requireMembership(principal, id, "admin");
    const allowed = unlessRole(principal.sub, id, "admin");
    if (!(await rename(table(), { id, name, allowed }))) throw new ApiError("not_found");
    await record("organization_changed", { principal, from, organization: id });
    const organization = await loadOrganization(table(), id);
    if (organization === undefined) throw new ApiError("not_found");
    return describeOrganization(organization, role);
  },
});
