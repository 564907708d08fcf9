import { ConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { route } from "../../libs/http/route.ts";
import { ConfirmRequest } from "../../libs/schemas/auth.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { environment } from "./environment.ts";
import { REFUSED_CODE } from "./refused-code.ts";

/** Confirms an account with the code from the mail. */
export const confirm = route({
  operation: "confirm",
  summary: "Confirm an account with the mailed code",
  errors: ["code_mismatch", "email_in_use", "invalid_parameter", "request_refused"],
  method: "POST",
  path: "/v1/auth/confirm",
  answersAlike: "refusals",
  counts: "credentials",
  status: 204,
  body: ConfirmRequest,
  response: Nothing,
  run: async ({ body: { email, code } }) => {
    await callCognito(
      new ConfirmSignUpCommand({
        ClientId: environment().USER_POOL_CLIENT_ID,
        Username: email,
        ConfirmationCode: code,
      }),
      REFUSED_CODE,
    );
    return undefined;
  },
});
