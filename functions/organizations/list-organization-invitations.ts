import { route } from "../../libs/http/route.ts";
import { listInvitations } from "../../libs/organizations/invitations.ts";
import { OrganizationInvitationListResponse, OrganizationParams } from "../../libs/schemas/organizations.ts";
import { describeInvitation } from "./describe-organization.ts";
import { MEMBER_ERRORS, requireMembership, table } from "./membership.ts";

export const listOrganizationInvitations = route({
  operation: "listOrganizationInvitations",
  summary: "The open invitations of an organization, for its owners and admins",
  errors: [...MEMBER_ERRORS],
  method: "GET",
  path: "/v1/organizations/{organization}/invitations",
  scope: "api/profile",
  params: OrganizationParams,
  response: OrganizationInvitationListResponse,
  run: async ({ params: { organization: id }, principal }) => {
    await requireMembership(principal, id, "admin");
    return { items: (await listInvitations(table(), id, Date.now())).map(describeInvitation) };
  },
});
