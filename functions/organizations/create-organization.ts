import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { MAX_MEMBERSHIPS } from "../../libs/organizations/active-organization.ts";
import { createOrganization as create, listOrganizationIds } from "../../libs/organizations/organizations.ts";
import { Organization, OrganizationInput } from "../../libs/schemas/organizations.ts";
import { describeOrganization } from "./describe-organization.ts";
import { record, table } from "./membership.ts";

/** Organizations that one account creates. */
const CREATIONS = { name: "organization-create", max: 10, seconds: 24 * 60 * 60 };

/** Makes an organization. Its creator is the owner, and the next tokens are for it. */
export const createOrganization = route({
  operation: "createOrganization",
  summary: "Create an organization, which you own",
  errors: ["organization_limit", "too_many_requests"],
  method: "POST",
  path: "/v1/organizations",
  scope: "api/profile",
  status: 201,
  body: OrganizationInput,
  response: Organization,
  run: async ({ body: { name }, principal, from }) => {
    const { sub } = principal;
    const now = Date.now();
    const own = await listOrganizationIds(table(), sub);
    if (own.length >= MAX_MEMBERSHIPS) throw new ApiError("organization_limit");
    if (!(await takeFromLimit(table(), CREATIONS, sub, now))) throw new ApiError("too_many_requests");
    const organization = await create(table(), { sub, name }, now);
    await record("organization_created", { principal, from, organization: organization.id });
    return describeOrganization(organization, "owner");
  },
});
