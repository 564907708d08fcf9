import type { CustomMessageTriggerEvent } from "aws-lambda";
import { readEnvironment, textUpTo } from "../libs/env.ts";
import { isMessagePurpose, renderCodeMessage } from "../libs/messages/code-message.ts";

/** A longer name would push a text message over Cognito's 140 characters. */
const environment = readEnvironment({ APP_NAME: textUpTo(40) });

/**
 * Writes the mail and the text message around every code that Cognito sends. Cognito takes the one that fits the medium.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export async function handler(event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> {
  const purpose = event.triggerSource.replace("CustomMessage_", "");
  // A source that AWS adds one day goes out in Cognito's own words, instead of not at all.
  if (!isMessagePurpose(purpose)) return event;
  const message = renderCodeMessage(purpose, {
    appName: environment.APP_NAME,
    code: event.request.codeParameter,
    username: event.request.usernameParameter,
  });
  event.response.emailSubject = message.subject;
  event.response.emailMessage = message.html;
  event.response.smsMessage = message.sms;
  return event;
}
