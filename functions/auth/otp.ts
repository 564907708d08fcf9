import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { OtpRequest, OtpResponse } from "../../libs/schemas/auth.ts";
import { deliveryTo } from "./delivery.ts";
import { environment } from "./environment.ts";

/**
 * Sends a code to sign in with instead of a password, if there is an account that may have one; the answer does not tell.
 * A code goes to a number only where the number is verified and its country allowed, and to nobody whose account has
 * a second factor: that sign-in begins with the password.
 */
export const otp = route({
  operation: "otp",
  summary: "Send a code to sign in with instead of a password",
  errors: ["request_refused", "session_expired", "invalid_parameter"],
  method: "POST",
  path: "/v1/auth/otp",
  answersAlike: "always",
  counts: "mail",
  body: OtpRequest,
  response: OtpResponse,
  run: async ({ body: { email, channel } }) => {
    const ClientId = environment().USER_POOL_CLIENT_ID;
    const refusals = {
      // Nothing is proved yet, so no state of an account is told.
      NotAuthorizedException: "session_expired",
      PasswordResetRequiredException: "session_expired",
      UserNotConfirmedException: "session_expired",
      UserNotFoundException: "session_expired",
    } as const;
    const begun = await callCognito(
      new InitiateAuthCommand({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: email } }),
      refusals,
    );
    const asked = describeAuthentication(
      await callCognito(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: "CUSTOM_CHALLENGE",
          Session: begun.Session,
          ChallengeResponses: { USERNAME: email, ANSWER: JSON.stringify({ channel }) },
        }),
        refusals,
      ),
    );
    if (!("challenge" in asked)) {
      throw new ApiError("internal_error", { cause: new Error("there were tokens before there was a code") });
    }
    return { ...asked, delivery: channel === "email" ? deliveryTo(email) : { medium: "SMS" as const } };
  },
});
