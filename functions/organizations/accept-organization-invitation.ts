import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { acceptInvitation } from "../../libs/organizations/invitations.ts";
import { loadMembershipIn, loadOrganization } from "../../libs/organizations/organizations.ts";
import { InvitationToken, Organization } from "../../libs/schemas/organizations.ts";
import { describeOrganization } from "./describe-organization.ts";
import { loadInvitee } from "./load-invitee.ts";
import { record, table } from "./membership.ts";
import { INVITATION_ERRORS } from "./read-organization-invitation.ts";

/** Makes the caller a member; the next tokens are for the organization. The same account may repeat it. */
export const acceptOrganizationInvitation = route({
  operation: "acceptOrganizationInvitation",
  summary: "Accept an invitation that was sent to your verified address",
  errors: [...INVITATION_ERRORS, "organization_limit"],
  method: "POST",
  path: "/v1/organization-invitations/accept",
  scope: "api/profile",
  body: InvitationToken,
  response: Organization,
  run: async ({ body: { token }, principal, from }) => {
    const invitee = await loadInvitee(principal);
    const { organization: id, isNew } = await acceptInvitation(table(), token, invitee, Date.now());
    if (isNew) await record("organization_joined", { principal, from, organization: id });
    const [organization, membership] = await Promise.all([
      loadOrganization(table(), id),
      loadMembershipIn(table(), principal.sub, id),
    ]);
    if (organization === undefined || membership === undefined) throw new ApiError("invitation_not_valid");
    return describeOrganization(organization, membership.role);
  },
});
