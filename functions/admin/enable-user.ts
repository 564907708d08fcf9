import { AdminEnableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { countAsAdmin } from "../../libs/admins/keep-an-admin.ts";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record, table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";

/** Lets a disabled account sign in again. */
export const enableUser = route({
  operation: "enableUser",
  summary: "Let a disabled account sign in again",
  errors: ["not_found"],
  method: "POST",
  path: "/v1/admin/users/{id}/enable",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    const { sub, username } = await loadUser(id);
    await callOnUser(
      new AdminEnableUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
    );
    await countAsAdmin({ table: table() }, sub);
    await record("user_enabled", sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
