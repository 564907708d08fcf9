import type { OrganizationInvitation } from "../../libs/organizations/invitations.ts";
import { isoTime } from "./membership.ts";

/** An open invitation as the members who may invite see it. */
export const describeInvitation = ({ id, email, role, invitedAt, expiresAt }: OrganizationInvitation) => ({
  id,
  email,
  role,
  invitedAt: isoTime(invitedAt),
  expiresAt: isoTime(expiresAt),
});
