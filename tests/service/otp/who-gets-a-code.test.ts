import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { OTP_PASSWORD, type OtpApp, type Step, startOtpApp } from "../../support/worlds/otp-app.ts";
import { turnOnAuthenticator } from "../../support/worlds/otp-factors.ts";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

const verified = (phone_number: string) => ({ phone_number, phone_number_verified: "true" });

/** Everything in an answer that could distinguish two users; of random values only the length. */
const shapeOf = ({ ChallengeName, ChallengeParameters = {}, Session = "" }: Step) => ({
  ChallengeName,
  parameters: {
    ...ChallengeParameters,
    USERNAME: ChallengeParameters.USERNAME?.replaceAll(/[0-9a-f]/g, "0"),
  },
  sessionLength: Session.length,
});

/** What a client sees that asks for a code and then guesses wrong three times. */
async function observe(username: string, channel: "email" | "sms") {
  const first = await app.begin(username);
  const second = await app.answer(username, first, JSON.stringify({ channel }));
  const third = await app.answer(username, second, "000000");
  const fourth = await app.answer(username, third, "000001");
  const end = await refusal(app.answer(username, fourth, "000002"));
  return { steps: [first, second, third, fourth].map(shapeOf), end };
}

describe("a code by text message", () => {
  test.each(["+4915112345678", "+12025550123"])(
    "goes to a verified number of an allowed country: %s",
    async (number) => {
      const email = await app.newPerson(verified(number));
      const step = await app.ask(email, "sms");
      expect(app.sentTo(number)).toMatchObject([{ channel: "sms", source: "SNS" }]);
      expect((await app.answer(email, step, app.codeFor(number))).AuthenticationResult).toBeDefined();
    },
  );

  test.each([
    ["that is not verified", { phone_number: "+4915112345679", phone_number_verified: "false" }],
    ["of a country that is not allowed", verified("+33612345678")],
    ["of a country that shares the code of an allowed one", verified("+18765550123")],
    ["that charges the sender", verified("+19005550123")],
  ])("does not go to a number %s, and the client does not notice", async (_why, attributes) => {
    const email = await app.newPerson(attributes);
    const refused = await observe(email, "sms");
    expect(app.sentTo(attributes.phone_number)).toEqual([]);
    const other = await app.newPerson(verified("+4915112345670"));
    app.advance(3_600_000);
    const sent = await observe(other, "sms");
    expect(withoutTimes(refused)).toEqual(withoutTimes(sent));
  });

  test("is not sent if the user has no number", async () => {
    const email = await app.newPerson();
    expect(await app.ask(email, "sms")).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
    expect(app.sentTo(email)).toEqual([]);
  });
});

const withoutTimes = (seen: object) =>
  JSON.parse(JSON.stringify(seen).replaceAll(/"expiresAt":"[^"]+"/g, '"expiresAt":""'));

describe("an unknown user", () => {
  test.each(["email", "sms"] as const)("looks like a known one, by %s", async (channel) => {
    const known = await observe(await app.newPerson(verified("+4915112345671")), channel);
    const unknown = await observe("nobody@example.com", channel);
    expect(unknown).toEqual(known);
    expect(app.sentTo("nobody@example.com")).toEqual([]);
  });
});

describe("an account that cannot sign in", () => {
  test("that was never confirmed gets no code", async () => {
    const Username = "unconfirmed@example.com";
    await app.admin.send(new SignUpCommand({ ClientId: app.clientId, Username, Password: OTP_PASSWORD }));
    const before = app.sentTo(Username).length;
    expect(await refusal(app.begin(Username))).toMatch(/^UserNotConfirmedException\b/);
    expect(app.sentTo(Username)).toHaveLength(before);
  });

  test("that is disabled gets no code", async () => {
    const Username = await app.newPerson();
    await app.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username }));
    expect(await refusal(app.begin(Username))).toMatch(/^NotAuthorizedException\b/);
    expect(app.sentTo(Username)).toEqual([]);
  });

  test("whose password must be changed gets no code to sign in with", async () => {
    const Username = await app.newPerson();
    await app.admin.send(new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username }));
    const before = app.sentTo(Username).length;
    await app.ask(Username);
    expect(app.sentTo(Username)).toHaveLength(before);
  });
});

test("an account with a second factor gets no code in place of its password", async () => {
  const Username = await app.newPerson();
  await turnOnAuthenticator(app, Username);
  const step = await app.ask(Username);
  expect(app.sentTo(Username)).toEqual([]);
  expect(step).toMatchObject({ ChallengeParameters: { challenge: "ONE_TIME_CODE", triesLeft: "3" } });
  expect(app.output.join("")).toContain('"reason":"second factor"');
});
