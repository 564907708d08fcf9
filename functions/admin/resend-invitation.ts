import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { renewInvitation } from "./pending-invitation.ts";
import { userAction } from "./user-action.ts";

/** Mails an invitation again. The temporary password is new and good for the full time again. */
export const resendInvitation = userAction({
  operation: "resendInvitation",
  summary: "Mail an invitation again, with a new temporary password",
  errors: ["user_state_conflict", "code_delivery_failed", "request_refused"],
  action: "invitation",
  event: "invitation_resent",
  onOwnAccount: "allowed",
  run: async ({ username, email }) => {
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
  },
});
