import type { CustomMessageTriggerEvent } from "aws-lambda";
import type { MessagePurpose } from "../../../libs/messages/message-purpose.ts";
import { triggerEvent } from "./trigger-event.ts";

type Handler = (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;

/** Read once the environment is there. */
export async function loadCustomMessageHandler(): Promise<Handler> {
  return (await import("../../../triggers/custom-message.ts")).handler;
}

/** A golden event, for a user with a language. */
export function customMessageEvent(purpose: MessagePurpose, locale?: string): CustomMessageTriggerEvent {
  const event = triggerEvent<CustomMessageTriggerEvent>(`CustomMessage_${purpose}`);
  if (locale !== undefined) event.request.userAttributes.locale = locale;
  return event;
}

/** An answer as its golden file holds it. */
export function printMessage({ response }: CustomMessageTriggerEvent): string {
  return `Subject: ${response.emailSubject}\nSMS: ${response.smsMessage}\n\n${response.emailMessage}\n`;
}
