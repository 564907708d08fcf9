import type { CustomMessageTriggerEvent } from "aws-lambda";
import { oneOf, readEnvironment, webAddress } from "../libs/env.ts";
import { BRAND_VARIABLES, brandOf } from "../libs/messages/brand.ts";
import { renderCodeMessage } from "../libs/messages/code-message.ts";
import { chooseLanguage, LANGUAGES } from "../libs/messages/language.ts";
import { isMessagePurpose } from "../libs/messages/message-purpose.ts";
import { isLinkable } from "../libs/messages/verification-link.ts";

const environment = readEnvironment({
  ...BRAND_VARIABLES,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  VERIFICATION: oneOf(["code", "link"]),
  API_URL: webAddress,
  LINK_BASE_URL: (value) => (value ? webAddress(value) : undefined),
});

const brand = brandOf(environment);

/** Where the link pages are: the API's own address, unless it has a better name. */
const baseUrl = (environment.LINK_BASE_URL ?? environment.API_URL).replace(/\/+$/, "");

/**
 * Writes the mail and the text message around every code that Cognito sends, in the language of the user's `locale`, else
 * of the `locale` that the app sent as client metadata. Cognito takes the one that fits the medium.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export async function handler(event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> {
  const purpose = event.triggerSource.replace("CustomMessage_", "");
  // A source that AWS adds one day goes out in Cognito's own words, instead of not at all.
  if (!isMessagePurpose(purpose)) return event;
  const { userAttributes, clientMetadata, codeParameter, usernameParameter } = event.request;
  const { email } = userAttributes;
  const message = renderCodeMessage(purpose, {
    language: chooseLanguage([userAttributes.locale, clientMetadata?.locale], environment.DEFAULT_LANGUAGE),
    brand,
    code: codeParameter,
    username: usernameParameter,
    link: environment.VERIFICATION === "link" && isLinkable(email) ? { baseUrl, email } : undefined,
  });
  event.response.emailSubject = message.subject;
  event.response.emailMessage = message.html;
  event.response.smsMessage = message.sms;
  return event;
}
