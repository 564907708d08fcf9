import type { VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { triggerFloor } from "../libs/otp/next-step.ts";
import { refusalOf } from "../libs/otp/refusal-of.ts";
import { verifyAnswer } from "../libs/otp/verify-answer.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  OTP_TRIES_PER_DAY: positiveInteger,
  ANSWER_MILLISECONDS: positiveInteger,
});

const settings = {
  table: activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE),
  triesPerDay: environment.OTP_TRIES_PER_DAY,
  answerMilliseconds: triggerFloor(environment.ANSWER_MILLISECONDS),
};

/**
 * Checks the answers in a sign-in by code: the way it shall go, and the code, which is right once.
 *
 * @throws Error with one of our public refusals, which Cognito hands to the client
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
export async function handler(
  event: VerifyAuthChallengeResponseTriggerEvent,
): Promise<VerifyAuthChallengeResponseTriggerEvent> {
  try {
    event.response = { answerCorrect: await verifyAnswer(event, settings, Date.now()) };
    return event;
  } catch (error) {
    throw refusalOf(error, event);
  }
}
