import { ApiError } from "../../libs/http/api-error.ts";
import type { ErrorCode } from "../../libs/http/error-codes.ts";
import { route } from "../../libs/http/route.ts";
import { loadInvitation } from "../../libs/organizations/invitations.ts";
import { loadOrganization } from "../../libs/organizations/organizations.ts";
import { InvitationToken, ReceivedInvitation } from "../../libs/schemas/organizations.ts";
import { loadInvitee } from "./load-invitee.ts";
import { isoTime, table } from "./membership.ts";

/** The errors of a route that takes an invitation's token. */
export const INVITATION_ERRORS: readonly ErrorCode[] = [
  "invitation_not_valid",
  "invitation_for_other_address",
  "account_unavailable",
];

/** What an invitation is about. It changes nothing; a POST keeps the token out of addresses and logs. */
export const readOrganizationInvitation = route({
  operation: "readOrganizationInvitation",
  summary: "Read an invitation that was sent to your address",
  errors: [...INVITATION_ERRORS],
  method: "POST",
  path: "/v1/organization-invitations/read",
  scope: "api/profile",
  body: InvitationToken,
  response: ReceivedInvitation,
  run: async ({ body: { token }, principal }) => {
    const invitation = await loadInvitation(table(), token, await loadInvitee(principal), Date.now());
    const organization = await loadOrganization(table(), invitation.organization);
    if (organization === undefined) throw new ApiError("invitation_not_valid");
    const { email, role, expiresAt } = invitation;
    const { id, name } = organization;
    return { organization: { id, name }, role, email, expiresAt: isoTime(expiresAt) };
  },
});
