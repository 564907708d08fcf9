import type { CustomMessageTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { keepName } from "../libs/activity/names.ts";
import { recordEvent } from "../libs/activity/record-event.ts";
import { oneOf, readEnvironment, text, webAddress } from "../libs/env.ts";
import { BRAND_VARIABLES, brandOf } from "../libs/messages/brand.ts";
import { renderCodeMessage } from "../libs/messages/code-message.ts";
import { chooseLanguage, LANGUAGES } from "../libs/messages/language.ts";
import { isMessagePurpose } from "../libs/messages/message-purpose.ts";
import { isLinkable } from "../libs/messages/verification-link.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { withoutUndefined } from "../libs/without-undefined.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  ...BRAND_VARIABLES,
  DEFAULT_LANGUAGE: oneOf(LANGUAGES),
  VERIFICATION: oneOf(["code", "link"]),
  API_URL: webAddress,
  LINK_BASE_URL: (value) => (value ? webAddress(value) : undefined),
});

/** One attempt of a second: a code must get into its mail within the trigger's four, whatever the table does. */
const table = activityTable(environment.ACTIVITY_TABLE_NAME, { attempts: 1, timeout: 1000 });

/** An account is signed up once in its life; what Cognito tells again within a day is the same sign-up. */
const SIGNED_UP_ONCE_WITHIN = 86_400;

const brand = brandOf(environment);

/** Where the link pages are: the API's own address, unless it has a better name. */
const baseUrl = (environment.LINK_BASE_URL ?? environment.API_URL).replace(/\/+$/, "");

/**
 * Writes down that there is a new account. This is the one trigger that runs after an account was made, before it is confirmed,
 * and no matter how it was made: by this API, an SDK or managed login. A code that is sent again has a source of its own. Never throws.
 */
async function recordSignUp({ triggerSource, request, callerContext }: CustomMessageTriggerEvent) {
  const { sub, email, name, given_name: givenName, family_name: familyName } = request.userAttributes;
  if (triggerSource !== "CustomMessage_SignUp" || !sub) return;
  const { clientId } = callerContext ?? {};
  const event = { type: "sign_up", sub, ...withoutUndefined({ clientId: clientId || undefined }) } as const;
  await Promise.all([
    recordEvent(table, event, { onceWithin: SIGNED_UP_ONCE_WITHIN }),
    keepName(table, sub, { email, name, givenName, familyName }),
  ]);
}

/**
 * Writes the mail and the text message around every code that Cognito sends, in the language of the user's `locale`, else
 * of the `locale` that the app sent as client metadata. Cognito takes the one that fits the medium. The mail of a sign-up is also
 * what a sign-up is counted by.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export const handler = triggerHandler<CustomMessageTriggerEvent>({
  onFailure: "go on",
  run: async (event) => {
    const purpose = event.triggerSource.replace("CustomMessage_", "");
    // A source that AWS adds one day goes out in Cognito's own words, instead of not at all.
    if (!isMessagePurpose(purpose)) return;
    const { userAttributes, clientMetadata, codeParameter, usernameParameter } = event.request;
    const { email } = userAttributes;
    const message = renderCodeMessage(purpose, {
      language: chooseLanguage([userAttributes.locale, clientMetadata?.locale], environment.DEFAULT_LANGUAGE),
      brand,
      code: codeParameter,
      username: usernameParameter,
      link: environment.VERIFICATION === "link" && isLinkable(email) ? { baseUrl, email } : undefined,
    });
    // First of all: what is recorded late does not hold up the message.
    event.response.emailSubject = message.subject;
    event.response.emailMessage = message.html;
    event.response.smsMessage = message.sms;
    await recordSignUp(event);
  },
});
