import type { DefineAuthChallengeTriggerEvent } from "aws-lambda";
import { nextStep, type Step } from "../libs/otp/next-step.ts";

type Definition = DefineAuthChallengeTriggerEvent["response"];

const FAILURE: Definition = { issueTokens: false, failAuthentication: true };

const next = (challengeName: string): Definition => ({
  challengeName,
  issueTokens: false,
  failAuthentication: false,
});

const DEFINITIONS: Readonly<Record<Step["kind"], Definition>> = {
  password: next("PASSWORD_VERIFIER"),
  parameters: next("CUSTOM_CHALLENGE"),
  code: next("CUSTOM_CHALLENGE"),
  tokens: { issueTokens: true, failAuthentication: false },
  failure: FAILURE,
};

/**
 * Decides what comes next in a sign-in by code or link. An unknown user gets the same challenges but never tokens.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
export async function handler(
  event: DefineAuthChallengeTriggerEvent,
): Promise<DefineAuthChallengeTriggerEvent> {
  const { kind } = nextStep(event.request.session ?? [], Date.now());
  const isUnknown = event.request.userNotFound === true;
  event.response = { ...(kind === "tokens" && isUnknown ? FAILURE : DEFINITIONS[kind]) };
  return event;
}
