import { AdminResetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { checkNotSelf, record } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";

/**
 * Voids a password that may be known to others and mails a code, which goes to the proved address or number alone: whoever
 * asks for it learns nothing. All sign-ins end.
 */
export const resetUserPassword = route({
  operation: "resetUserPassword",
  summary: "Void the password and mail a code to choose a new one; all sign-ins end",
  errors: ["not_found", "own_account", "user_state_conflict", "code_delivery_failed", "request_refused"],
  method: "POST",
  path: "/v1/admin/users/{id}/reset-password",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    checkNotSelf(principal, id);
    const user = await loadUser(id);
    await callOnUser(
      new AdminResetUserPasswordCommand({ UserPoolId: environment().USER_POOL_ID, Username: user.username }),
      {
        // Not confirmed, or no proved address a code could go to.
        NotAuthorizedException: "user_state_conflict",
        InvalidParameterException: "user_state_conflict",
      },
    );
    await endSessions(user);
    await record("user_password_reset", user.sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
