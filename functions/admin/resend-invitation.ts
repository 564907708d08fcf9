import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";
import { renewInvitation } from "./pending-invitation.ts";

/** Mails an invitation again; the temporary password is new, and so is the time it is good for. */
export const resendInvitation = route({
  operation: "resendInvitation",
  summary: "Mail an invitation again, with a new temporary password",
  errors: ["not_found", "user_state_conflict", "code_delivery_failed", "request_refused"],
  method: "POST",
  path: "/v1/admin/users/{id}/invitation",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    const { sub, username, email } = await loadUser(id);
    await callOnUser(
      new AdminCreateUserCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: username,
        MessageAction: "RESEND",
        DesiredDeliveryMediums: ["EMAIL"],
      }),
      { UnsupportedUserStateException: "user_state_conflict" },
    );
    await renewInvitation(email);
    await record("invitation_resent", sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
