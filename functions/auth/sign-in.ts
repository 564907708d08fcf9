import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { route } from "../../libs/http/route.ts";
import { SignInRequest, SignInResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";

/** Signs in with a password: tokens, or the challenge that stands before them. */
export const signIn = route({
  operation: "signIn",
  summary: "Sign in with a password: tokens, or a challenge to answer",
  errors: [
    "invalid_credentials",
    "account_not_confirmed",
    "password_reset_required",
    "invalid_parameter",
    "request_refused",
  ],
  method: "POST",
  path: "/v1/auth/sign-in",
  body: SignInRequest,
  response: SignInResponse,
  run: async ({ body: { email, password } }) =>
    describeAuthentication(
      await callCognito(
        new InitiateAuthCommand({
          ClientId: environment().USER_POOL_CLIENT_ID,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: email, PASSWORD: password },
        }),
        // Whatever the reason, "Password attempts exceeded" included: only an account that exists can be locked.
        { NotAuthorizedException: "invalid_credentials", UserNotFoundException: "invalid_credentials" },
      ),
    ),
});
