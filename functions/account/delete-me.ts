import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { forgetUser } from "../../libs/activity/forget-user.ts";
import { recordEvent } from "../../libs/activity/record-event.ts";
import { keepAnAdmin } from "../../libs/admins/keep-an-admin.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { deleteFilesOf } from "../../libs/storage/delete-files-of.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";

/**
 * Deletes the account with its files and its trail. Every sign-in ends first, so that no other one adds to either meanwhile;
 * the pool's user goes last: should anything before it fail, the owner can sign in and ask again. What stays is that an account was deleted, without a name, an address or a device, and for
 * as long as tokens live, that its sessions are over. The last administrator has to make another one first.
 */
export const deleteMe = route({
  operation: "deleteMe",
  summary: "Delete the own account with its files and its trail",
  errors: ["account_unavailable", "last_admin"],
  method: "DELETE",
  path: "/v1/me",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal: { sub, username } }) => {
    const { USER_POOL_ID, FILES_BUCKET } = environment();
    const roster = { table: table(), userPoolId: USER_POOL_ID };
    const sessions = sessionStore(table());
    await keepAnAdmin(roster, { sub, username }, async () => {
      await sessions.revokeAll(sub, Date.now());
      await deleteFilesOf(sub, FILES_BUCKET);
      await forgetUser(table(), sub);
      // Forgotten with the rest, and needed for as long as tokens live.
      await sessions.revokeAll(sub, Date.now());
      await callCognito(new AdminDeleteUserCommand({ UserPoolId: USER_POOL_ID, Username: username }));
    });
    await recordEvent(table(), { type: "account_deleted", sub });
    return undefined;
  },
});
