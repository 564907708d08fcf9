import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record } from "./administration.ts";
import { endSessions } from "./end-sessions.ts";
import { loadUser } from "./load-user.ts";

/** Ends all sign-ins of an account, here and at Cognito. */
export const signOutUser = route({
  operation: "signOutUser",
  summary: "End all sign-ins of an account",
  errors: ["not_found"],
  method: "POST",
  path: "/v1/admin/users/{id}/sign-out",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    const user = await loadUser(id);
    await endSessions(user);
    await record("user_signed_out", user.sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
