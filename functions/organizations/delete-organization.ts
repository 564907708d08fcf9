import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { unlessRole } from "../../libs/organizations/members.ts";
import { deleteOrganization as remove } from "../../libs/organizations/organizations.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OrganizationParams } from "../../libs/schemas/organizations.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";

/** Deletes an organization for all its members. If it is interrupted, the owner repeats the request. */
export const deleteOrganization = route({
  operation: "deleteOrganization",
  summary: "Delete an organization that you own, with its memberships and invitations",
  errors: [...MEMBER_ERRORS],
  method: "DELETE",
  path: "/v1/organizations/{organization}",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: OrganizationParams,
  response: Nothing,
  run: async ({ params: { organization: id }, principal, from }) => {
    const { sub } = principal;
    await requireMembership(principal, id, "owner");
    const allowed = unlessRole(sub, id, "owner");
    const isDeleted = await remove(table(), { id, by: sub, allowed, now: Date.now() });
    if (!isDeleted) throw new ApiError("not_found");
    await record("organization_deleted", { principal, from, organization: id });
    return undefined;
  },
});
