import type { VerifyAuthChallengeResponseTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { triggerFloor } from "../libs/otp/next-step.ts";
import { verifyAnswer } from "../libs/otp/verify-answer.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  OTP_TRIES_PER_DAY: positiveInteger,
  MAGIC_LINK_SECONDS: positiveInteger,
  ANSWER_MILLISECONDS: positiveInteger,
});

const settings = {
  table: activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE),
  triesPerDay: environment.OTP_TRIES_PER_DAY,
  linkValidFor: environment.MAGIC_LINK_SECONDS * 1000,
  answerMilliseconds: triggerFloor(environment.ANSWER_MILLISECONDS),
};

/**
 * Checks the answers in a sign-in by code or link: the choice of the channel, and the code or the link's token, which can be
 * used once.
 *
 * @throws Refusal `codesUnavailable`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
export const handler = triggerHandler<VerifyAuthChallengeResponseTriggerEvent>({
  onFailure: "refuse",
  refusal: "codesUnavailable",
  run: async (event) => {
    event.response = { answerCorrect: await verifyAnswer(event, settings, Date.now()) };
  },
});
