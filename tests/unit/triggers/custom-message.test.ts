import { beforeAll, expect, test } from "@jest/globals";
import type { CustomMessageTriggerEvent } from "aws-lambda";
import { renderCodeMessage } from "../../../libs/messages/code-message.ts";
import { triggerEvent } from "../../support/trigger-event.ts";

process.env.APP_NAME = "Serverless Auth";

let handler: (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;

beforeAll(async () => {
  ({ handler } = await import("../../../triggers/custom-message.ts"));
});

test.each([
  "SignUp",
  "ResendCode",
  "AdminCreateUser",
  "ForgotPassword",
  "UpdateUserAttribute",
  "VerifyUserAttribute",
  "Authentication",
] as const)("CustomMessage_%s gets its mail and its text message", async (purpose) => {
  const source = `CustomMessage_${purpose}`;
  const event = triggerEvent<CustomMessageTriggerEvent>(source);
  const message = renderCodeMessage(purpose, {
    appName: "Serverless Auth",
    code: "{####}",
    username: purpose === "AdminCreateUser" ? "{username}" : null,
  });
  expect(await handler(event)).toEqual({
    ...triggerEvent<CustomMessageTriggerEvent>(source),
    response: { emailSubject: message.subject, emailMessage: message.html, smsMessage: message.sms },
  });
});

test("the placeholders are the event's, whatever they are", async () => {
  const event = triggerEvent<CustomMessageTriggerEvent>("CustomMessage_AdminCreateUser");
  event.request.codeParameter = "{code-here}";
  event.request.usernameParameter = "{name-here}";
  const { response } = await handler(event);
  expect(response.emailMessage).toContain("{code-here}");
  expect(response.smsMessage).toContain("{name-here}");
});

test("nothing that users choose for themselves gets into a message", async () => {
  const event = triggerEvent<CustomMessageTriggerEvent>("CustomMessage_SignUp");
  event.request.userAttributes.name = "Win a prize at evil.example";
  expect(JSON.stringify((await handler(event)).response)).not.toContain("evil.example");
});

test("a source that is not known yet is left to Cognito's own words", async () => {
  const event = triggerEvent<{ triggerSource: string }>("CustomMessage_SignUp");
  event.triggerSource = "CustomMessage_Tomorrow";
  const untouched = structuredClone(event);
  expect(await handler(event as CustomMessageTriggerEvent)).toEqual(untouched);
});
