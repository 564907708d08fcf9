import type { Route } from "../../libs/http/route.ts";
import { acceptOrganizationInvitation } from "./accept-organization-invitation.ts";
import { changeMemberRole } from "./change-member-role.ts";
import { chooseOrganization } from "./choose-organization.ts";
import { createOrganization } from "./create-organization.ts";
import { declineOrganizationInvitation } from "./decline-organization-invitation.ts";
import { deleteOrganization } from "./delete-organization.ts";
import { getOrganization } from "./get-organization.ts";
import { getTokenOrganization } from "./get-token-organization.ts";
import { inviteMember } from "./invite-member.ts";
import { listOrganizationInvitations } from "./list-organization-invitations.ts";
import { listOrganizationMembers } from "./list-organization-members.ts";
import { listOrganizations } from "./list-organizations.ts";
import { readOrganizationInvitation } from "./read-organization-invitation.ts";
import { removeOrganizationMember } from "./remove-organization-member.ts";
import { renameOrganization } from "./rename-organization.ts";
import { revokeOrganizationInvitation } from "./revoke-organization-invitation.ts";

export const routes: readonly Route[] = [
  listOrganizations,
  createOrganization,
  getOrganization,
  renameOrganization,
  deleteOrganization,
  listOrganizationMembers,
  changeMemberRole,
  removeOrganizationMember,
  listOrganizationInvitations,
  inviteMember,
  revokeOrganizationInvitation,
  readOrganizationInvitation,
  acceptOrganizationInvitation,
  declineOrganizationInvitation,
  getTokenOrganization,
  chooseOrganization,
];
