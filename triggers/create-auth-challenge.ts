import type { CreateAuthChallengeTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { commaList, oneOf, optionalText, positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { BRAND_VARIABLES, brandOf } from "../libs/messages/brand.ts";
import { LANGUAGES } from "../libs/messages/language.ts";
import { createChallenge } from "../libs/otp/create-challenge.ts";
import { triggerFloor } from "../libs/otp/next-step.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";

const environment = readEnvironment({
  ...BRAND_VARIABLES,
  ACTIVITY_TABLE_NAME: text,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  MAIL_FROM: optionalText,
  SMS_COUNTRIES: commaList,
  LINK_ORIGINS: commaList,
  OTP_SECONDS: positiveInteger,
  OTP_SENDS_PER_HOUR: positiveInteger,
  OTP_PAUSE_SECONDS: positiveInteger,
  ANSWER_MILLISECONDS: positiveInteger,
});

const settings = {
  table: activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE),
  brand: brandOf(environment),
  defaultLanguage: environment.DEFAULT_LANGUAGE,
  mailFrom: environment.MAIL_FROM,
  smsCountries: environment.SMS_COUNTRIES,
  linkOrigins: environment.LINK_ORIGINS,
  validFor: environment.OTP_SECONDS * 1000,
  sends: { perHour: environment.OTP_SENDS_PER_HOUR, pauseSeconds: environment.OTP_PAUSE_SECONDS },
  answerMilliseconds: triggerFloor(environment.ANSWER_MILLISECONDS),
};

/**
 * Makes the challenges of a sign-in by code or link: first the choice of the channel, then the code or link itself, which it
 * sends.
 *
 * @throws Refusal `signInOver`, `codesUnavailable`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
 */
export const handler = triggerHandler<CreateAuthChallengeTriggerEvent>({
  onFailure: "refuse",
  refusal: "codesUnavailable",
  run: async (event) => {
    event.response = await createChallenge(event, settings, Date.now());
  },
});
