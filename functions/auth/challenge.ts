import { VerifySoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { notePasswordChange } from "../../libs/activity/account-summary.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { checkNewPassword, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { type SignInAnswer, SignInResponse, TokensQuery } from "../../libs/schemas/auth.ts";
import { type ChallengeAnswer, ChallengeRequest } from "../../libs/schemas/challenges.ts";
import { countRefusals, table } from "./activity.ts";
import { respondToChallenge, type SignInClient } from "./ask-cognito.ts";
import { isBeforeProof, refusalsOf, responsesTo } from "./challenge-responses.ts";
import { environment } from "./environment.ts";
import { answerSignIn } from "./reply-with-tokens.ts";
import { reportTotpSetup } from "./report-totp-setup.ts";
import { passwordlessName } from "./sign-in-name.ts";
import { signInOf } from "./token-claims.ts";

/**
 * The session of an answer. The code of an authenticator app in setup is checked first, by an operation of its own.
 *
 * @throws ApiError `code_mismatch`, `session_expired`
 */
async function sessionFor(answer: ChallengeAnswer): Promise<string> {
  if (answer.challenge !== "MFA_SETUP") return answer.session;
  const { session, code, deviceName } = answer;
  const { Status, Session } = await callCognito(
    new VerifySoftwareTokenCommand({ Session: session, UserCode: code, FriendlyDeviceName: deviceName }),
    refusalsOf(answer.challenge),
  );
  if (Status !== "SUCCESS" || Session === undefined) throw new ApiError("code_mismatch");
  return Session;
}

async function respond(answer: ChallengeAnswer, client: SignInClient): Promise<SignInAnswer> {
  const name = isBeforeProof(answer) ? await passwordlessName(answer.email) : answer.email;
  return describeAuthentication(
    await respondToChallenge(
      client,
      {
        challenge: answer.challenge,
        session: await sessionFor(answer),
        responses: responsesTo(answer, name),
      },
      refusalsOf(answer.challenge),
    ),
  );
}

/** @throws ApiError `invalid_password` */
async function checkPasswordIn(answer: ChallengeAnswer): Promise<void> {
  if (answer.challenge !== "NEW_PASSWORD_REQUIRED") return;
  const { newPassword, email, profile } = answer;
  await checkNewPassword(passwordRuleOf(environment()), {
    password: newPassword,
    pointer: "#/newPassword",
    personal: [email, profile?.name, profile?.givenName, profile?.familyName],
  });
}

/** What a step of a sign-in changed in the account. */
async function noteSetUp(
  answer: ChallengeAnswer,
  accessToken: string,
  { from }: SignInClient,
): Promise<void> {
  if (answer.challenge === "MFA_SETUP") await reportTotpSetup(accessToken, answer.deviceName, from);
  if (answer.challenge === "NEW_PASSWORD_REQUIRED") {
    await notePasswordChange(table(), signInOf(accessToken).sub, Date.now());
  }
}

async function take(answer: ChallengeAnswer, client: SignInClient): Promise<SignInAnswer> {
  await checkPasswordIn(answer);
  const next = await countRefusals(answer.challenge, respond(answer, client));
  if ("tokens" in next) await noteSetUp(answer, next.tokens.accessToken, client);
  return next;
}

/** Answers a challenge: tokens, or the next one. */
export const challenge = route({
  operation: "challenge",
  summary: "Answer a challenge: tokens, or the next one",
  errors: [
    "session_expired",
    "invalid_credentials",
    "passkey_refused",
    "code_mismatch",
    "code_expired",
    "invalid_parameter",
    "invalid_password",
    "password_reused",
    "email_in_use",
    "factor_not_available",
    "request_refused",
    "origin_not_allowed",
    "code_delivery_failed",
  ],
  method: "POST",
  path: "/v1/auth/challenge",
  answersAlike: { unless: "tokens" },
  counts: "credentials",
  query: TokensQuery,
  body: ChallengeRequest,
  response: SignInResponse,
  run: (request) => answerSignIn(request, (client) => take(request.body, client)),
});
