import type { OrganizationInvitation } from "../../libs/organizations/invitations.ts";
import type { Organization } from "../../libs/organizations/organizations.ts";
import type { OrganizationRole } from "../../libs/organizations/roles.ts";
import { isoTime } from "./membership.ts";

/** An organization as a member sees it. */
export const describeOrganization = (
  { id, name, createdAt, members, owners }: Organization,
  role: OrganizationRole,
) => ({ id, name, role, createdAt: isoTime(createdAt), members, owners });

/** An open invitation as the members who may invite see it. */
export const describeInvitation = ({ id, email, role, invitedAt, expiresAt }: OrganizationInvitation) => ({
  id,
  email,
  role,
  invitedAt: isoTime(invitedAt),
  expiresAt: isoTime(expiresAt),
});
