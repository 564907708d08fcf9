import { route } from "../../libs/http/route.ts";
import { OtpRequest, OtpResponse } from "../../libs/schemas/auth.ts";
import { BEGIN_ERRORS, beginWithoutPassword } from "./begin-without-password.ts";
import { deliveryTo, secondsToNextOtp } from "./sent-code.ts";

/**
 * Sends a code to sign in with instead of a password, if there is an account that may have one; the answer does not tell. A
 * code goes to a number only if the number is verified and its country allowed, and never to an account with a second factor:
 * that sign-in starts with the password.
 */
export const otp = route({
  operation: "otp",
  summary: "Send a code to sign in with instead of a password",
  errors: BEGIN_ERRORS,
  method: "POST",
  path: "/v1/auth/otp",
  answersAlike: "always",
  counts: "mail",
  body: OtpRequest,
  response: OtpResponse,
  run: async ({ body: { email, channel, deviceData }, from }) => {
    const client = { from, deviceData, knownClient: undefined };
    return {
      ...(await beginWithoutPassword({ email, channel }, client)),
      delivery: channel === "email" ? deliveryTo(email) : { medium: "SMS" as const },
      resendAfter: await secondsToNextOtp(email, from),
    };
  },
});
