import { ForgotPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { ACCOUNT_DEPENDENT } from "../../libs/cognito/exception-codes.ts";
import { route } from "../../libs/http/route.ts";
import { CodeRequest, CodeResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";
import { mayMailAccount } from "./mail-allowance.ts";
import { sentTo } from "./sent-code.ts";

/** Sends a code to choose a new password with, if an account can have one; the answer does not tell. */
export const forgotPassword = route({
  operation: "forgotPassword",
  summary: "Send a code to choose a new password with, if there is an account",
  errors: ["request_refused"],
  method: "POST",
  path: "/v1/auth/forgot-password",
  answersAlike: "always",
  counts: "mail",
  status: 202,
  body: CodeRequest,
  response: CodeResponse,
  run: async ({ body: { email } }) => {
    // Cognito mails a reset code only to a verified address.
    const mayMail = await mayMailAccount(
      "reset",
      email,
      ({ isEnabled, isVerified }) => isEnabled && isVerified,
    );
    if (mayMail) {
      await attemptCognito(
        new ForgotPasswordCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Username: email }),
        ACCOUNT_DEPENDENT,
      );
    }
    return sentTo(email);
  },
});
