import type { Route } from "../../libs/http/route.ts";
import { addUserToGroup } from "./add-user-to-group.ts";
import { confirmUser } from "./confirm-user.ts";
import { createGroup } from "./create-group.ts";
import { deleteGroup } from "./delete-group.ts";
import { deleteUser } from "./delete-user.ts";
import { disableUser } from "./disable-user.ts";
import { enableUser } from "./enable-user.ts";
import { exportEvents } from "./export-events.ts";
import { getGroup } from "./get-group.ts";
import { getOverview } from "./get-overview.ts";
import { getUser } from "./get-user.ts";
import { inviteUser } from "./invite-user.ts";
import { listEvents } from "./list-events.ts";
import { listGroupUsers } from "./list-group-users.ts";
import { listGroups } from "./list-groups.ts";
import { listLiveSessions } from "./list-live-sessions.ts";
import { listOrganizationsOfUser } from "./list-organizations-of-user.ts";
import { listSessionsOfUser } from "./list-sessions-of-user.ts";
import { listUsers } from "./list-users.ts";
import { removeUserFromGroup } from "./remove-user-from-group.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { resetUserMfa } from "./reset-user-mfa.ts";
import { resetUserPassword } from "./reset-user-password.ts";
import { revokeSessionOfUser } from "./revoke-session-of-user.ts";
import { signOutUser } from "./sign-out-user.ts";
import { updateGroup } from "./update-group.ts";
import { updateUser } from "./update-user.ts";

export const routes: readonly Route[] = [
  listUsers,
  inviteUser,
  getUser,
  updateUser,
  deleteUser,
  resendInvitation,
  enableUser,
  disableUser,
  confirmUser,
  resetUserPassword,
  resetUserMfa,
  signOutUser,
  listOrganizationsOfUser,
  listSessionsOfUser,
  revokeSessionOfUser,
  addUserToGroup,
  removeUserFromGroup,
  listGroups,
  createGroup,
  getGroup,
  updateGroup,
  deleteGroup,
  listGroupUsers,
  getOverview,
  listEvents,
  exportEvents,
  listLiveSessions,
];
