import type { CustomMessageTriggerEvent } from "aws-lambda";
import { readEnvironment, text } from "../libs/env.ts";
import { type MessagePurpose, renderCodeMessage } from "../libs/messages/code-message.ts";

const environment = readEnvironment({ APP_NAME: text });

/**
 * Writes the mail and the text message around every code that Cognito sends. Cognito takes the one that fits the medium.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export async function handler(event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> {
  const purpose = event.triggerSource.replace("CustomMessage_", "") as MessagePurpose;
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
