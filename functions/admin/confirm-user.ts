import {
  AdminConfirmSignUpCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ATTESTATION, issueAttestation } from "../../libs/attestation/attestation.ts";
import { normalizeEmail } from "../../libs/auth/email.ts";
import { CONFIRM_SIGN_UP, markVouched } from "../../libs/groups/vouched.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { userAction } from "./user-action.ts";

/**
 * Confirms an account as an invitation would have created it: the address counts as verified, and the only way in is a code that
 * is mailed there. An administrator vouches for the address, never for the password: a stranger may have signed up. So the
 * attestation lets the post-confirmation trigger replace that password, and a reset, which voids it again, is mailed to the owner.
 */
export const confirmUser = userAction({
  operation: "confirmUser",
  summary: "Confirm an account whose owner can't; its password is void, and a code to choose one is mailed",
  errors: ["user_state_conflict", "code_delivery_failed", "request_refused"],
  action: "confirm",
  event: "user_confirmed",
  onOwnAccount: "allowed",
  run: async (user) => {
    const { sub, username, email, status } = user;
    // Checked before the address is marked as verified: only its owner may verify that of a confirmed account.
    if (status !== "UNCONFIRMED" || email === undefined) throw new ApiError("user_state_conflict");
    const account = { UserPoolId: environment().USER_POOL_ID, Username: username };
    const statement = { purpose: CONFIRM_SIGN_UP, subject: normalizeEmail(email) };
    const attestation = await issueAttestation(table(), statement, Date.now());
    await callOnUser(
      new AdminUpdateUserAttributesCommand({
        ...account,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
    await callOnUser(
      new AdminConfirmSignUpCommand({ ...account, ClientMetadata: { [ATTESTATION]: attestation } }),
      { NotAuthorizedException: "user_state_conflict" },
    );
    await callOnUser(new AdminResetUserPasswordCommand(account), {
      InvalidParameterException: "user_state_conflict",
      NotAuthorizedException: "user_state_conflict",
    });
    await endSessions(user);
    await markVouched(table(), sub, Date.now());
  },
});
