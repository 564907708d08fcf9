import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { loadOrganization } from "../../libs/organizations/organizations.ts";
import { Organization, OrganizationParams } from "../../libs/schemas/organizations.ts";
import { describeOrganization } from "./describe-organization.ts";
import { requireMembership, table } from "./membership.ts";

export const getOrganization = route({
  operation: "getOrganization",
  summary: "An organization that you are a member of",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/organizations/{organization}",
  scope: "api/profile",
  params: OrganizationParams,
  response: Organization,
  run: async ({ params: { organization: id }, principal }) => {
    const { role } = await requireMembership(principal, id);
    const organization = await loadOrganization(table(), id);
    if (organization === undefined) throw new ApiError("not_found");
    return describeOrganization(organization, role);
  },
});
