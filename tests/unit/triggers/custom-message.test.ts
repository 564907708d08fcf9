import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { CustomMessageTriggerEvent } from "aws-lambda";
import fc from "fast-check";
import { LANGUAGES } from "../../../libs/messages/language.ts";
import { MESSAGE_PURPOSES } from "../../../libs/messages/message-purpose.ts";
import { expectGolden } from "../../support/checks/golden-file.ts";
import { COGNITO_MAIL, COGNITO_SUBJECT, countOf } from "../../support/checks/message-rules.ts";
import { codePoint } from "../../support/fuzz/code-point.ts";
import {
  customMessageEvent,
  loadCustomMessageHandler,
  printMessage,
} from "../../support/worlds/custom-message-event.ts";
import { setEnvironment } from "../../support/worlds/environment.ts";

// There is no table here: the mail is still sent.
jest.spyOn(process.stdout, "write").mockReturnValue(true);
setEnvironment();

let handler: (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;

beforeAll(async () => {
  handler = await loadCustomMessageHandler();
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(MESSAGE_PURPOSES)("CustomMessage_%s gets the agreed mail and text message", async (purpose) => {
    const answer = await handler(customMessageEvent(purpose, language));
    expectGolden(printMessage(answer), new URL(`./golden/${language}/${purpose}.txt`, import.meta.url));
  });
});

test("everything but the response is returned unchanged", async () => {
  const { response: _response, ...rest } = await handler(customMessageEvent("SignUp"));
  const { response: _empty, ...sent } = customMessageEvent("SignUp");
  expect(rest).toEqual(sent);
});

describe("the language", () => {
  const subjectFor = async (attribute?: string, metadata?: string) => {
    const event = customMessageEvent("SignUp", attribute);
    if (metadata !== undefined) event.request.clientMetadata = { locale: metadata };
    return (await handler(event)).response.emailSubject;
  };

  test("is the user's own", async () => {
    expect(await subjectFor("de-AT", "fr")).toBe("Serverless Auth: Bestätigen Sie Ihr Konto");
  });

  test("is the app's if the user's is not available", async () => {
    expect(await subjectFor(undefined, "fr-CA")).toBe("Serverless Auth: Confirmez votre compte");
    expect(await subjectFor("ja", "es")).toBe("Serverless Auth: Confirme su cuenta");
  });

  test("is the default otherwise", async () => {
    expect(await subjectFor()).toBe("Serverless Auth: Confirm your account");
  });
});

test("the placeholders are the event's, whatever they are", async () => {
  const event = customMessageEvent("AdminCreateUser");
  event.request.codeParameter = "{code-here}";
  event.request.usernameParameter = "{name-here}";
  const { response } = await handler(event);
  expect(response.emailMessage).toContain("{code-here}");
  expect(response.smsMessage).toContain("{name-here}");
});

test("no value that users choose themselves appears in a message", async () => {
  const event = customMessageEvent("SignUp");
  event.request.userAttributes.name = "Win a prize at evil.example";
  expect(JSON.stringify((await handler(event)).response)).not.toContain("evil.example");
});

test("an unknown source gets Cognito's own text", async () => {
  const event = Object.assign(customMessageEvent("SignUp"), { triggerSource: "CustomMessage_Tomorrow" });
  const untouched = structuredClone(event);
  expect(await handler(event)).toEqual(untouched);
});

test("an event delivered twice gets the same message", async () => {
  const once = await handler(customMessageEvent("ResendCode", "fr"));
  expect(await handler(structuredClone(once))).toEqual(once);
});

test("with any data of the user and the app, Cognito accepts the message", async () => {
  const anyText = fc.string({ unit: codePoint, maxLength: 300 });
  const anyTexts = fc.dictionary(fc.oneof(fc.constantFrom("email", "locale", "name"), anyText), anyText);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...MESSAGE_PURPOSES),
      anyTexts,
      fc.option(anyTexts, { nil: undefined }),
      async (purpose, attributes, clientMetadata) => {
        const event = customMessageEvent(purpose);
        event.request.userAttributes = attributes;
        if (clientMetadata !== undefined) event.request.clientMetadata = clientMetadata;
        const { emailMessage, emailSubject, smsMessage } = (await handler(event)).response;
        expect(emailMessage).toMatch(COGNITO_MAIL);
        expect(emailSubject).toMatch(COGNITO_SUBJECT);
        expect(smsMessage?.length).toBeLessThanOrEqual(140);
        expect([emailMessage, smsMessage].map((text) => countOf("{####}", text ?? ""))).toEqual([1, 1]);
      },
    ),
  );
});
