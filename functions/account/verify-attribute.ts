import { VerifyUserAttributeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { keepName } from "../../libs/activity/names.ts";
import { route } from "../../libs/http/route.ts";
import { AttributeParams, AttributeVerifyRequest } from "../../libs/schemas/account.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { alertSelf, occurrence, recordOwn, table } from "./own-activity.ts";

/**
 * One error for every code that is refused. Cognito says "wrong" only if it sent a code, and sends none to an address of
 * another account.
 */
const REFUSED_CODE = {
  CodeMismatchException: "code_mismatch",
  ExpiredCodeException: "code_mismatch",
  LimitExceededException: "code_mismatch",
  TooManyFailedAttemptsException: "code_mismatch",
} as const;

/** Verifies an address or a number with its code. The previous address gets a mail: a thief may have changed it. */
export const verifyAttribute = route({
  operation: "verifyAttribute",
  summary: "Verify the e-mail address or phone number with the code that was sent to it",
  // A caller with a right code reads the mailbox, so `email_in_use` tells nothing that its owner may not know.
  errors: ["code_mismatch", "email_in_use", "invalid_parameter", ...OWNER_ERRORS],
  method: "POST",
  path: "/v1/me/attributes/{name}/verify",
  scope: "api/profile",
  assurance: "recent",
  status: 204,
  params: AttributeParams,
  body: AttributeVerifyRequest,
  response: Nothing,
  run: async ({ params: { name }, body: { code }, principal, accessToken, from }) => {
    const before = await loadOwnUser(principal, accessToken);
    await callAsOwner(
      new VerifyUserAttributeCommand({ AccessToken: accessToken, AttributeName: name, Code: code }),
      REFUSED_CODE,
    );
    await pendingAttributes(table()).forget(principal.sub, name);
    const after = await loadOwnUser(principal, accessToken);
    // Verifying an address again is not worth an alert.
    if (name === "email" && before.email !== after.email) {
      await Promise.all([
        recordOwn("email_changed", { principal, from }),
        keepName(table(), principal.sub, after.called),
        alertSelf("emailChanged", before, occurrence(from)),
      ]);
    }
    if (name === "phone_number" && before.phoneNumber !== after.phoneNumber) {
      await recordOwn("phone_number_changed", { principal, from });
    }
    return undefined;
  },
});
