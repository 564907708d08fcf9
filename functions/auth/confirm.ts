import { ConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ATTESTATION, issueAttestation } from "../../libs/attestation/attestation.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { CONFIRM_SIGN_UP } from "../../libs/groups/vouched.ts";
import { route } from "../../libs/http/route.ts";
import { checkNewPassword, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { ConfirmRequest } from "../../libs/schemas/auth.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { orUnavailable, table } from "./activity.ts";
import { environment } from "./environment.ts";
import { handOver } from "./hand-over.ts";
import { keepConsent } from "./keep-consent.ts";
import { REFUSED_CODE } from "./refused-code.ts";

/**
 * Confirms an account with the mailed code, and gives it to the owner of the mailbox: the password that they choose replaces
 * the one of the sign-up. A stranger may sign up with any address, so the password comes after the mailbox is verified. It is
 * checked before the code is used up.
 */
export const confirm = route({
  operation: "confirm",
  summary: "Confirm an account with the mailed code, and choose its password",
  errors: [
    "code_mismatch",
    "email_in_use",
    "invalid_parameter",
    "invalid_password",
    "password_reused",
    "request_refused",
  ],
  method: "POST",
  path: "/v1/auth/confirm",
  answersAlike: "refusals",
  counts: "credentials",
  status: 204,
  body: ConfirmRequest,
  response: Nothing,
  run: async ({ body: { email, code, password, acceptedTerms }, from }) => {
    if (password !== undefined) {
      await checkNewPassword(passwordRuleOf(environment()), {
        password,
        pointer: "#/password",
        personal: [email],
      });
    }
    const statement = { purpose: CONFIRM_SIGN_UP, subject: email };
    const attestation = await orUnavailable(issueAttestation(table(), statement, Date.now()));
    await callCognito(
      new ConfirmSignUpCommand({
        ClientId: environment().USER_POOL_CLIENT_ID,
        Username: email,
        ConfirmationCode: code,
        ClientMetadata: { [ATTESTATION]: attestation },
      }),
      REFUSED_CODE,
    );
    const { sub } = await handOver(email, password, from);
    await keepConsent(sub, acceptedTerms, from);
    return undefined;
  },
});
