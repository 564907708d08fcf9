import { ResendConfirmationCodeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { ACCOUNT_DEPENDENT } from "../../libs/cognito/exception-codes.ts";
import { route } from "../../libs/http/route.ts";
import { CodeRequest, CodeResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";
import { mayMailAccount } from "./mail-allowance.ts";
import { sentTo } from "./sent-code.ts";

/** Sends the confirmation code again, if there is an account that waits for one; the answer does not tell. */
export const resendCode = route({
  operation: "resendCode",
  summary: "Send the confirmation code again, if an account waits for one",
  errors: ["request_refused"],
  method: "POST",
  path: "/v1/auth/resend-code",
  answersAlike: "always",
  counts: "mail",
  status: 202,
  body: CodeRequest,
  response: CodeResponse,
  run: async ({ body: { email } }) => {
    const mayMail = await mayMailAccount("confirm", email, ({ status }) => status === "UNCONFIRMED");
    if (mayMail) {
      await attemptCognito(
        new ResendConfirmationCodeCommand({ ClientId: environment().USER_POOL_CLIENT_ID, Username: email }),
        ACCOUNT_DEPENDENT,
      );
    }
    return sentTo(email);
  },
});
