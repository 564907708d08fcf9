import type { PreSignUpTriggerEvent } from "aws-lambda";
import { refusalOfSignUp } from "../libs/auth/sign-up-policy.ts";
import { commaList, readEnvironment } from "../libs/env.ts";
import { logTrigger } from "../libs/observability/trigger-log.ts";

const environment = readEnvironment({
  SIGN_UP_ALLOWED_DOMAINS: commaList,
  SIGN_UP_DENIED_DOMAINS: commaList,
});

/**
 * Decides who may sign up, by the domain of the e-mail address. An administrator's invitation is not asked: it is a
 * decision already.
 *
 * @throws Error with one of our public refusals, which Cognito hands to the client
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export async function handler(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  if (event.triggerSource === "PreSignUp_AdminCreateUser") return event;
  const refusal = refusalOfSignUp(event.request.userAttributes.email, {
    allowedDomains: environment.SIGN_UP_ALLOWED_DOMAINS,
    deniedDomains: environment.SIGN_UP_DENIED_DOMAINS,
  });
  if (refusal !== undefined) {
    logTrigger("INFO", "sign-up refused", event, { reason: refusal });
    throw new Error(refusal);
  }
  return event;
}
