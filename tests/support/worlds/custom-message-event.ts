import type { CustomMessageTriggerEvent } from "aws-lambda";
import type { MessagePurpose } from "../../../libs/messages/message-purpose.ts";
import { triggerEvent } from "./trigger-event.ts";

type Handler = (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;

/** What the custom-message trigger finds in its environment. */
export function setCustomMessageEnvironment(more: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, {
    ACTIVITY_TABLE_NAME: "activity",
    APP_NAME: "Serverless Auth",
    BRAND_COLOR: "#1a56db",
    DEFAULT_LANGUAGE: "en",
    VERIFICATION: "code",
    API_URL: "https://api.example.com",
    LINK_BASE_URL: "",
    ...more,
  });
}

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
