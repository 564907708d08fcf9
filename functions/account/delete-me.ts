import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { forgetUser } from "../../libs/activity/forget-user.ts";
import { recordEvent } from "../../libs/activity/record-event.ts";
import { transactingTable } from "../../libs/activity/transact-write.ts";
import { keepAnAdmin } from "../../libs/admins/keep-an-admin.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { leaveAllOrganizations } from "../../libs/organizations/leave-all.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { deleteFilesOf } from "../../libs/storage/delete-files-of.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";

/**
 * Deletes the account with its files and its audit trail. Every sign-in ends first, so that none adds to either meanwhile. The
 * user in the pool is deleted last: if anything fails before, the owner can sign in and try again. What remains is that an
 * account was deleted, without a name, an address or a device, and, as long as its tokens live, that its sessions are over. The
 * last administrator must appoint another one first, as must the only owner of an organization with other members.
 */
export const deleteMe = route({
  operation: "deleteMe",
  summary: "Delete your account with its files and its audit trail",
  errors: ["account_unavailable", "last_admin", "last_owner", "changed_meanwhile"],
  method: "DELETE",
  path: "/v1/me",
  scope: "api/profile",
  beforeTerms: true,
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal: { sub, username } }) => {
    const { USER_POOL_ID, FILES_BUCKET, ACTIVITY_TABLE_NAME } = environment();
    const roster = { table: table(), userPoolId: USER_POOL_ID };
    const sessions = sessionStore(table());
    await keepAnAdmin(roster, { sub, username }, async () => {
      // First: it may be refused.
      await leaveAllOrganizations(transactingTable(ACTIVITY_TABLE_NAME), sub, {
        lastOwner: "refuse",
        now: Date.now(),
      });
      await sessions.revokeAll(sub, Date.now());
      await deleteFilesOf(sub, FILES_BUCKET);
      await forgetUser(table(), sub);
      // Deleted with the rest, but needed as long as tokens live.
      await sessions.revokeAll(sub, Date.now());
      await callCognito(new AdminDeleteUserCommand({ UserPoolId: USER_POOL_ID, Username: username }));
    });
    await recordEvent(table(), { type: "account_deleted", sub });
    return undefined;
  },
});
