import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { forgetUser } from "../../libs/activity/forget-user.ts";
import { recordEvent } from "../../libs/activity/record-event.ts";
import { isUnavailable } from "../../libs/aws/is-unavailable.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { deleteFilesOf } from "../../libs/storage/delete-files-of.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";

async function passingOn(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
}

/**
 * Deletes the account with its files and its trail. The pool's user goes last: should anything before it fail, the owner
 * can sign in and ask again. What stays is that an account was deleted, without a name, an address or a device, and for
 * as long as tokens live, that its sessions are over.
 */
export const deleteMe = route({
  operation: "deleteMe",
  summary: "Delete the own account with its files and its trail",
  errors: ["account_unavailable"],
  method: "DELETE",
  path: "/v1/me",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  response: Nothing,
  run: async ({ principal: { sub, username } }) => {
    const { USER_POOL_ID, FILES_BUCKET } = environment();
    await passingOn(deleteFilesOf(sub, FILES_BUCKET));
    await passingOn(forgetUser(table(), sub));
    await callCognito(new AdminDeleteUserCommand({ UserPoolId: USER_POOL_ID, Username: username }), {
      UserNotFoundException: "account_unavailable",
    });
    await Promise.all([
      passingOn(sessionStore(table()).revokeAll(sub, Date.now())),
      recordEvent(table(), { type: "account_deleted", sub }),
    ]);
    return undefined;
  },
});
