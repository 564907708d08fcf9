import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { createInvitation, leastToInvite, withdrawInvitation } from "../../libs/organizations/invitations.ts";
import { unlessRole } from "../../libs/organizations/members.ts";
import { loadOrganization } from "../../libs/organizations/organizations.ts";
import {
  OrganizationInvitation,
  OrganizationInvitationInput,
  OrganizationParams,
} from "../../libs/schemas/organizations.ts";
import { describeInvitation } from "./describe-organization.ts";
import { MEMBER_ERRORS, record, requireMembership, table } from "./membership.ts";
import { sendInvitation } from "./send-invitation.ts";

/** Invitations that one account sends. */
const INVITATIONS = { name: "organization-invite", max: 50, seconds: 24 * 60 * 60 };

/**
 * Invites an address by mail. The answer is the same whether the address has an account or not, and whether its mailbox has had
 * too many mails of this kind. It takes a recent sign-in: with a stolen token, a thief would invite an account of their own, which
 * stays when the token has expired.
 */
export const inviteMember = route({
  operation: "inviteMember",
  summary: "Invite an address to an organization, as owner or admin; only owners invite owners",
  errors: [...MEMBER_ERRORS, "organization_limit", "too_many_requests", "code_delivery_failed"],
  method: "POST",
  path: "/v1/organizations/{organization}/invitations",
  scope: "api/profile",
  assurance: "recent",
  status: 201,
  params: OrganizationParams,
  body: OrganizationInvitationInput,
  response: OrganizationInvitation,
  run: async ({ params: { organization: id }, body: { email, role, language }, principal, from }) => {
    const { sub } = principal;
    const least = leastToInvite(role);
    await requireMembership(principal, id, least);
    const organization = await loadOrganization(table(), id);
    if (organization === undefined) throw new ApiError("not_found");
    const now = Date.now();
    if (!(await takeFromLimit(table(), INVITATIONS, sub, now))) throw new ApiError("too_many_requests");
    const { invitation, token } = await createInvitation(
      table(),
      { organization: id, email, role, invitedBy: sub },
      unlessRole(sub, id, least),
      now,
    );
    try {
      await sendInvitation({ email, token, organization: organization.name, language });
    } catch (error) {
      await withdrawInvitation(table(), invitation);
      throw new ApiError("code_delivery_failed", { cause: error });
    }
    await record("organization_invited", { principal, from, organization: id, role });
    return describeInvitation(invitation);
  },
});
