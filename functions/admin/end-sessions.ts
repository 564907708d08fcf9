import { AdminUserGlobalSignOutCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { sessionStore } from "../../libs/sessions/session-store.ts";
import { table } from "./administration.ts";
import { environment } from "./environment.ts";

/**
 * Ends all sign-ins of a user, here and at Cognito. Ours first: should Cognito fail, they are out of this API all the same.
 *
 * @throws ApiError `not_found`
 */
export async function endSessions({
  sub,
  username,
}: {
  readonly sub: string;
  readonly username: string;
}): Promise<void> {
  await sessionStore(table()).revokeAll(sub, Date.now());
  await callCognito(
    new AdminUserGlobalSignOutCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
    { UserNotFoundException: "not_found" },
  );
}
