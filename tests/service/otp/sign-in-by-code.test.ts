import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";

const MINUTE = 60_000;
const WRONG = "NotAuthorizedException: Incorrect username or password.";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp();
});

describe("a code by mail", () => {
  test("asks for the channel, then for the code, and signs in with the right one", async () => {
    const email = await app.newPerson();
    const first = await app.begin(email);
    expect(first).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { challenge: "PROVIDE_AUTH_PARAMETERS", channels: "email sms" },
    });
    expect(app.sentTo(email)).toEqual([]);

    const second = await app.answer(email, first, '{"channel":"email"}');
    expect(second).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: {
        challenge: "ONE_TIME_CODE",
        codeLength: "6",
        triesLeft: "3",
        expiresAt: new Date(app.cloud.clock.now() + 3 * MINUTE).toISOString(),
      },
    });
    const [mail, ...others] = app.sentTo(email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ channel: "email", source: "SES", code: expect.stringMatching(/^\d{6}$/) });
    expect(mail?.text).toContain(app.codeFor(email));

    const { AuthenticationResult } = await app.answer(email, second, app.codeFor(email));
    expect(AuthenticationResult).toMatchObject({ AccessToken: expect.any(String) });
  });

  test("the right code may follow two wrong ones; nothing is sent again", async () => {
    const email = await app.newPerson();
    let step = await app.ask(email);
    const code = app.codeFor(email);
    for (const triesLeft of ["2", "1"]) {
      step = await app.answer(email, step, otherThan(code));
      expect(step.ChallengeParameters).toMatchObject({ challenge: "ONE_TIME_CODE", triesLeft });
    }
    expect(app.sentTo(email)).toHaveLength(1);
    expect(
      (await app.answer(email, step, ` ${code.slice(0, 3)} ${code.slice(3)}`)).AuthenticationResult,
    ).toBeDefined();
  });

  test("three wrong codes end the sign-in", async () => {
    const email = await app.newPerson();
    let step = await app.ask(email);
    const code = app.codeFor(email);
    step = await app.answer(email, step, otherThan(code));
    step = await app.answer(email, step, "no code");
    expect(await refusal(app.answer(email, step, otherThan(code)))).toBe(WRONG);
    expect(await refusal(app.answer(email, step, code))).toContain("NotAuthorizedException");
  });

  test("is valid for three minutes", async () => {
    const email = await app.newPerson();
    const step = await app.ask(email);
    app.advance(3 * MINUTE);
    expect(await refusal(app.answer(email, step, app.codeFor(email)))).toBe(WRONG);
  });

  test("is right once, and only in its own sign-in", async () => {
    const email = await app.newPerson();
    const step = await app.ask(email);
    const code = app.codeFor(email);
    await app.answer(email, step, code);
    expect(await refusal(app.answer(email, step, code))).toContain("NotAuthorizedException");

    app.advance(10 * MINUTE);
    const other = await app.ask(email);
    // One time in a million both codes are equal.
    expect(app.codeFor(email)).not.toBe(code);
    expect((await app.answer(email, other, code)).AuthenticationResult).toBeUndefined();
  });

  test.each(['{"channel":"pigeon"}', "email", "null", '{"channel":["email"]}', "[]"])(
    "%s is not a channel: it ends the sign-in, whether or not there is an account",
    async (answer) => {
      const over = "CreateAuthChallenge failed with error This sign-in cannot go on. Start again..";
      for (const email of [await app.newPerson(), "nobody@example.com"]) {
        expect(await refusal(app.answer(email, await app.begin(email), answer))).toBe(
          `UserLambdaValidationException: ${over}`,
        );
      }
    },
  );

  test("verifies the address that it was sent to", async () => {
    const email = await app.newPerson({ email_verified: "false" });
    await app.answer(email, await app.ask(email), app.codeFor(email));
    const { UserAttributes } = await app.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: email }),
    );
    expect(UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  test("does not verify an address that has replaced it meanwhile", async () => {
    const email = await app.newPerson();
    const step = await app.ask(email);
    const moved = `moved.${email}`;
    await app.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: email,
        UserAttributes: [
          { Name: "email", Value: moved },
          { Name: "email_verified", Value: "false" },
        ],
      }),
    );
    const { USERNAME = "" } = step.ChallengeParameters ?? {};
    expect((await app.answer(USERNAME, step, app.codeFor(email))).AuthenticationResult).toBeDefined();
    const { UserAttributes } = await app.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: moved }),
    );
    expect(UserAttributes).toContainEqual({ Name: "email_verified", Value: "false" });
  });

  test("is in the user's language", async () => {
    const email = await app.newPerson({ locale: "de-AT" });
    await app.ask(email);
    expect(app.sentTo(email)[0]?.subject).toMatch(/Anmeldecode|Code/);
  });
});
