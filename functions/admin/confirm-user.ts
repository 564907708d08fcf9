import {
  AdminConfirmSignUpCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ATTESTATION, issueAttestation } from "../../libs/attestation/attestation.ts";
import { normalizeEmail } from "../../libs/auth/email.ts";
import { CONFIRM_SIGN_UP, markVouched } from "../../libs/groups/vouched.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { ReasonBody } from "../../libs/schemas/reason.ts";
import { record, table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { endSessions } from "./end-sessions.ts";
import { environment } from "./environment.ts";
import { loadUser } from "./load-user.ts";

/**
 * Confirms an account that was signed up for, as an invitation would have made it: the address counts as verified, and the only
 * way in is a code that goes there. An administrator vouches for the address, never for the password: a stranger may have signed
 * up. So the attestation lets the post-confirmation trigger replace that password, and a reset is mailed to the owner, which
 * voids the password once more.
 */
export const confirmUser = route({
  operation: "confirmUser",
  summary: "Confirm an account whose owner can't; its password is void, and a code to choose one is mailed",
  errors: ["not_found", "user_state_conflict", "code_delivery_failed", "request_refused"],
  method: "POST",
  path: "/v1/admin/users/{id}/confirm",
  scope: "api/users.write",
  assurance: "recent",
  status: 204,
  params: UserParams,
  body: ReasonBody,
  response: Nothing,
  run: async ({ params: { id }, body, principal, from }) => {
    const user = await loadUser(id);
    const { sub, username, email, status } = user;
    // Before the address is called verified: that of a confirmed account is its owner's to verify.
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
    await record("user_confirmed", sub, { principal, from, reason: body?.reason });
    return undefined;
  },
});
