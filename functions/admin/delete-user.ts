import { AdminDeleteUserCommand, AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { forgetUser } from "../../libs/activity/forget-user.ts";
import { transactingTable } from "../../libs/activity/transact-write.ts";
import { route } from "../../libs/http/route.ts";
import { leaveAllOrganizations } from "../../libs/organizations/leave-all.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonQuery } from "../../libs/schemas/reason.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { deleteFilesOf } from "../../libs/storage/delete-files-of.ts";
import { checkNotSelf, record, table, whileAnAdminStays } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";
import { voidInvitation } from "./pending-invitation.ts";

/**
 * Deletes an account with its files and its audit trail. The account is disabled first, so that nothing is added meanwhile, and
 * deleted from the pool last: if anything fails before, the request can be repeated. What remains is that it was deleted, by
 * whom and why, without a name or an address, and, as long as its tokens live, that its sessions are over. An organization that
 * it was the only owner of gets the next member as its owner.
 */
export const deleteUser = route({
  operation: "deleteUser",
  summary: "Delete an account with its files and its audit trail",
  errors: ["not_found", "own_account", "last_admin"],
  method: "DELETE",
  path: "/v1/admin/users/{id}",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  query: ReasonQuery,
  response: Nothing,
  run: async ({ params: { id }, query: { reason }, principal, from }) => {
    checkNotSelf(principal, id);
    const user = await loadUser(id);
    const { sub } = user;
    const { USER_POOL_ID, FILES_BUCKET, ACTIVITY_TABLE_NAME } = environment();
    const inPool = { UserPoolId: USER_POOL_ID, Username: user.username };
    const sessions = sessionStore(table());
    await whileAnAdminStays(user, async () => {
      await callOnUser(new AdminDisableUserCommand(inPool));
      await sessions.revokeAll(sub, Date.now());
      await voidInvitation(user.email);
      await leaveAllOrganizations(transactingTable(ACTIVITY_TABLE_NAME), sub, {
        lastOwner: "hand over",
        now: Date.now(),
      });
      await deleteFilesOf(sub, FILES_BUCKET);
      await forgetUser(table(), sub);
      await callOnUser(new AdminDeleteUserCommand(inPool));
    });
    await sessions.revokeAll(sub, Date.now());
    await record("user_deleted", sub, { principal, from, reason });
    return undefined;
  },
});
