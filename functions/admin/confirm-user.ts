import { AdminConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";

/**
 * Confirms an account that was signed up for. Its address stays unproved until its owner gives back a code that went there:
 * an administrator's word is no proof.
 */
export const confirmUser = route({
  operation: "confirmUser",
  summary: "Confirm an account whose owner can't, without proving its address",
  errors: ["not_found", "user_state_conflict", "request_refused"],
  method: "POST",
  path: "/v1/admin/users/{id}/confirm",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    const { sub, username } = await loadUser(id);
    await callOnUser(
      new AdminConfirmSignUpCommand({ UserPoolId: environment().USER_POOL_ID, Username: username }),
      { NotAuthorizedException: "user_state_conflict" },
    );
    await record("user_confirmed", sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
