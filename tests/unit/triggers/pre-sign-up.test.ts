import { beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import type { PreSignUpTriggerEvent } from "aws-lambda";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";

Object.assign(process.env, {
  ACTIVITY_TABLE_NAME: "activity",
  SIGN_UP_MODE: "open",
  SIGN_UP_ALLOWED_DOMAINS: "example.com, example.org",
  SIGN_UP_DENIED_DOMAINS: "example.org",
  MAILS_PER_HOUR: "5",
  // The table does not answer: then a limit stops no sign-up.
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_REGION: "us-east-1",
});

let handler: (event: PreSignUpTriggerEvent) => Promise<PreSignUpTriggerEvent>;
const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

beforeAll(async () => {
  ({ handler } = await import("../../../triggers/pre-sign-up.ts"));
});

beforeEach(() => {
  output.mockClear();
});

function eventFor(source: string, email: string): PreSignUpTriggerEvent {
  const event = triggerEvent<PreSignUpTriggerEvent>(source);
  event.request.userAttributes.email = email;
  return event;
}

test.each(["PreSignUp_SignUp", "PreSignUp_AdminCreateUser"])(
  "%s with an allowed address passes unchanged",
  async (source) => {
    expect(await handler(triggerEvent(source))).toEqual(triggerEvent(source));
  },
);

test.each([
  ["PreSignUp_SignUp", "eve@evil.example"],
  ["PreSignUp_SignUp", "eve@example.org"],
  ["PreSignUp_ExternalProvider", "eve@evil.example"],
  ["PreSignUp_ExternalProvider", "eve@example.org"],
])("%s with %s is refused with a text for the user", async (source, email) => {
  await expect(handler(eventFor(source, email))).rejects.toThrow(
    /^Sign-up is not open to this e-mail domain\.$/,
  );
});

test("a sign-up can't have a text message sent to a number; an administrator's invitation may name one", async () => {
  const event = eventFor("PreSignUp_SignUp", "eve@example.com");
  event.request.userAttributes.phone_number = "+15555550100";
  await expect(handler(event)).rejects.toThrow(/^A telephone number is added after the sign-up\.$/);
  const invitation = eventFor("PreSignUp_AdminCreateUser", "eve@example.com");
  invitation.request.userAttributes.phone_number = "+15555550100";
  expect(await handler(invitation)).toBe(invitation);
});

test("an administrator may invite any address", async () => {
  const event = eventFor("PreSignUp_AdminCreateUser", "guest@partner.example");
  expect(await handler(event)).toBe(event);
});

test("the log says that a sign-up was refused, but not whose", async () => {
  await expect(handler(eventFor("PreSignUp_SignUp", "eve@evil.example"))).rejects.toThrow();
  const lines = output.mock.calls.map(([line]) => String(line));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "INFO", message: "refused", reason: "emailDomain" },
  ]);
  expect(lines.join()).not.toContain("evil.example");
});

test("if addresses decide, one that the provider has not verified is refused", async () => {
  const event = eventFor("PreSignUp_ExternalProvider", "ada@example.com");
  event.request.userAttributes.email_verified = "false";
  await expect(handler(event)).rejects.toThrow(
    /^Sign-up needs an e-mail address that the identity provider has verified\.$/,
  );
});
