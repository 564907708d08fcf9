import { route } from "../../libs/http/route.ts";
import { declineInvitation } from "../../libs/organizations/invitations.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { InvitationToken } from "../../libs/schemas/organizations.ts";
import { loadInvitee } from "./load-invitee.ts";
import { table } from "./membership.ts";
import { INVITATION_ERRORS } from "./read-organization-invitation.ts";

/** Voids an invitation. Its organization sees that it is no longer open. */
export const declineOrganizationInvitation = route({
  operation: "declineOrganizationInvitation",
  summary: "Decline an invitation that was sent to your verified address",
  errors: [...INVITATION_ERRORS],
  method: "POST",
  path: "/v1/organization-invitations/decline",
  scope: "api/profile",
  status: 204,
  body: InvitationToken,
  response: Nothing,
  run: async ({ body: { token }, principal }) => {
    await declineInvitation(table(), token, await loadInvitee(principal), Date.now());
    return undefined;
  },
});
