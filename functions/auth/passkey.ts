import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { ChallengeResponse, PasskeySignInRequest } from "../../libs/schemas/auth.ts";
import { countingRefusals } from "./activity.ts";
import { environment } from "./environment.ts";

/**
 * Begins a sign-in with a passkey: WEB_AUTHN with what `navigator.credentials.get()` needs. Who has none is asked what else,
 * by SELECT_CHALLENGE, and so is nobody: an account without a passkey does not show. One with a passkey does, by its
 * credential's id, as long as a sign-in begins with a name.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export const passkey = route({
  operation: "passkey",
  summary: "Begin to sign in with a passkey",
  errors: ["passkey_refused", "invalid_parameter", "request_refused"],
  method: "POST",
  path: "/v1/auth/passkey",
  answersAlike: "always",
  counts: "credentials",
  body: PasskeySignInRequest,
  response: ChallengeResponse,
  run: async ({ body: { email } }) => {
    const begun = callCognito(
      new InitiateAuthCommand({
        ClientId: environment().USER_POOL_CLIENT_ID,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: "WEB_AUTHN" },
      }),
      // Nothing is proved yet, so no state of an account is told.
      {
        NotAuthorizedException: "passkey_refused",
        PasswordResetRequiredException: "passkey_refused",
        UserNotConfirmedException: "passkey_refused",
        UserNotFoundException: "passkey_refused",
      },
    );
    const asked = describeAuthentication(await countingRefusals("passkey", begun));
    if (!("challenge" in asked)) {
      throw new ApiError("internal_error", {
        cause: new Error("there were tokens before there was a proof"),
      });
    }
    return asked;
  },
});
