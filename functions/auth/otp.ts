import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { OtpRequest, OtpResponse } from "../../libs/schemas/auth.ts";
import { beginSignIn, respondToChallenge } from "./ask-cognito.ts";
import { attestNoGuess } from "./known-client.ts";
import { deliveryTo, secondsToNextOtp } from "./sent-code.ts";
import { passwordlessName } from "./sign-in-name.ts";

/**
 * Sends a code to sign in with instead of a password, if there is an account that may have one; the answer does not tell. A
 * code goes to a number only if the number is verified and its country allowed, and never to an account with a second factor:
 * that sign-in starts with the password.
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
  run: async ({ body: { email, channel, deviceData }, from }) => {
    const client = { from, deviceData, knownClient: undefined };
    const name = await passwordlessName(email);
    const refusals = {
      // Nothing is verified yet, so the state of an account must not be disclosed.
      MFAMethodNotFoundException: "session_expired",
      NotAuthorizedException: "session_expired",
      PasswordResetRequiredException: "session_expired",
      UserNotConfirmedException: "session_expired",
      UserNotFoundException: "session_expired",
    } as const;
    const begun = await beginSignIn(
      client,
      {
        flow: "CUSTOM_AUTH",
        // Without SRP_A no password can follow. Codes have limits of their own.
        parameters: { USERNAME: name },
        metadata: await attestNoGuess(name),
      },
      refusals,
    );
    const asked = describeAuthentication(
      await respondToChallenge(
        client,
        {
          challenge: "CUSTOM_CHALLENGE",
          session: begun.Session,
          responses: { USERNAME: name, ANSWER: JSON.stringify({ channel }) },
        },
        refusals,
      ),
    );
    if (!("challenge" in asked) || asked.challenge !== "CUSTOM_CHALLENGE") {
      throw new ApiError("internal_error", {
        cause: new Fault("Cognito asked for something other than a code"),
      });
    }
    return {
      ...asked,
      delivery: channel === "email" ? deliveryTo(email) : { medium: "SMS" as const },
      resendAfter: await secondsToNextOtp(email, from),
    };
  },
});
