import { ConfirmForgotPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { checkNewPassword, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { ResetPasswordRequest } from "../../libs/schemas/auth.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { clientOf } from "./ask-cognito.ts";
import { environment } from "./environment.ts";
import { REFUSED_CODE } from "./refused-code.ts";
import { tryingResetCode } from "./reset-tries.ts";

/** Sets a new password with the code from the mail. */
export const resetPassword = route({
  operation: "resetPassword",
  summary: "Choose a new password with the mailed code",
  errors: ["code_mismatch", "invalid_parameter", "invalid_password", "password_reused", "request_refused"],
  method: "POST",
  path: "/v1/auth/reset-password",
  answersAlike: "refusals",
  counts: "credentials",
  status: 204,
  body: ResetPasswordRequest,
  response: Nothing,
  run: async ({ body: { email, code, newPassword, knownClient }, from }) => {
    // Before the code is used up. The names of the account are not checked: that would tell whether there is one.
    await checkNewPassword(passwordRuleOf(environment()), {
      password: newPassword,
      pointer: "#/newPassword",
      personal: [email],
    });
    await tryingResetCode(email, clientOf({ knownClient }, from), () =>
      callCognito(
        new ConfirmForgotPasswordCommand({
          ClientId: environment().USER_POOL_CLIENT_ID,
          Username: email,
          ConfirmationCode: code,
          Password: newPassword,
        }),
        REFUSED_CODE,
      ),
    );
    return undefined;
  },
});
