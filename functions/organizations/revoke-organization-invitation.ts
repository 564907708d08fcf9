import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { revokeInvitation } from "../../libs/organizations/invitations.ts";
import { unlessRole } from "../../libs/organizations/members.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { OrganizationInvitationParams } from "../../libs/schemas/organizations.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";

export const revokeOrganizationInvitation = route({
  operation: "revokeOrganizationInvitation",
  summary: "Withdraw an invitation, as owner or admin",
  errors: [...MEMBER_ERRORS],
  method: "DELETE",
  path: "/v1/organizations/{organization}/invitations/{invitation}",
  scope: "api/profile",
  status: 204,
  params: OrganizationInvitationParams,
  response: Nothing,
  run: async ({ params: { organization: id, invitation }, principal, from }) => {
    await requireMembership(principal, id, "admin");
    const allowed = unlessRole(principal.sub, id, "admin");
    const isRevoked = await revokeInvitation(table(), { organization: id, id: invitation }, allowed);
    if (!isRevoked) throw new ApiError("not_found");
    await record("organization_invitation_revoked", { principal, from, organization: id });
    return undefined;
  },
});
