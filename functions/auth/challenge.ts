import { RespondToAuthChallengeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { attributesOf } from "../../libs/cognito/profile-attributes.ts";
import { route } from "../../libs/http/route.ts";
import { type ChallengeAnswer, ChallengeRequest, SignInResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";

/**
 * What Cognito wants to read for each challenge.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
function responsesTo(answer: ChallengeAnswer): Record<string, string> {
  switch (answer.challenge) {
    case "NEW_PASSWORD_REQUIRED":
      return {
        USERNAME: answer.email,
        NEW_PASSWORD: answer.newPassword,
        ...Object.fromEntries(
          attributesOf(answer.profile ?? {}).map(({ Name, Value }) => [`userAttributes.${Name}`, Value]),
        ),
      };
    case "CUSTOM_CHALLENGE":
      return { USERNAME: answer.email, ANSWER: answer.answer };
  }
}

/** Answers a challenge: tokens, or the next one. */
export const challenge = route({
  operation: "challenge",
  summary: "Answer a challenge: tokens, or the next one",
  errors: [
    "session_expired",
    "code_mismatch",
    "code_expired",
    "invalid_parameter",
    "invalid_password",
    "password_reused",
    "password_reset_required",
    "account_not_confirmed",
    "email_in_use",
    "factor_not_available",
    "request_refused",
    "code_delivery_failed",
  ],
  method: "POST",
  path: "/v1/auth/challenge",
  body: ChallengeRequest,
  response: SignInResponse,
  run: async ({ body }) =>
    describeAuthentication(
      await callCognito(
        new RespondToAuthChallengeCommand({
          ClientId: environment().USER_POOL_CLIENT_ID,
          ChallengeName: body.challenge,
          Session: body.session,
          ChallengeResponses: responsesTo(body),
        }),
        { NotAuthorizedException: "session_expired", UserNotFoundException: "session_expired" },
      ),
    ),
});
