import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { checkNotSelf, record, whileAnAdminStays } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";

/** Keeps an account from signing in and ends its sign-ins. */
export const disableUser = route({
  operation: "disableUser",
  summary: "Keep an account from signing in, and end its sign-ins",
  errors: ["not_found", "own_account", "last_admin"],
  method: "POST",
  path: "/v1/admin/users/{id}/disable",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    checkNotSelf(principal, id);
    const user = await loadUser(id);
    await whileAnAdminStays(user, async () => {
      await callOnUser(
        new AdminDisableUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: user.username }),
      );
    });
    await endSessions(user);
    await record("user_disabled", user.sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
