import {
  AdminDeleteUserAttributesCommand,
  AdminDisableUserCommand,
  AdminUpdateUserAttributesCommand,
  DeleteUserAttributesCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { differentCode } from "../../../support/clients/next-code.ts";
import { TRIGGER_ARN } from "../../../support/worlds/app-with-triggers.ts";
import {
  lastCode,
  lastMessage,
  passwordSignIn,
  refusal,
  tokensOf,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  ada,
  describeAda,
  givePhone,
  on,
  PHONE,
  prefer,
  respond,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

const MISMATCH = "CodeMismatchException: Invalid code or auth state for the user.";

describe.each([
  ["SMS_MFA", "SMSMfaSettings", "SMS", "phone_number", PHONE, "+*******0100"],
  ["EMAIL_OTP", "EmailMfaSettings", "EMAIL", "email", ADA, "a***@e***"],
] as const)("%s", (name, settings, medium, attribute, address, masked) => {
  const answerWith = (code: string) => ({ [`${name}_CODE`]: code });

  /** Signs Ada in up to the challenge for such a code. */
  async function appWithCodes(options: Parameters<typeof startMfaApp>[1] = {}) {
    const app = await startMfaApp("OPTIONAL", options);
    await givePhone(app);
    await prefer(app, { [settings]: on });
    return app;
  }

  test("sends a code that is valid once", async () => {
    const app = await appWithCodes();
    const challenge = await passwordSignIn(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: name,
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: medium,
        CODE_DELIVERY_DESTINATION: masked,
        USER_ID_FOR_SRP: (await describeAda(app)).Username,
      },
    });
    expect(lastMessage(app, address)).toMatchObject({ source: "CustomMessage_Authentication" });
    const code = lastCode(app, address);
    expect(code).toMatch(/^\d{6}$/);
    const { AuthenticationResult } = await respond(app, challenge, name, answerWith(code));
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(respond(app, challenge, name, answerWith(code)))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("has the text of the CustomMessage trigger", async () => {
    const app = await appWithCodes({
      pool: { LambdaConfig: { CustomMessage: TRIGGER_ARN } },
      trigger: (event) => {
        const text = `${event.triggerSource}: ${String(event.request.codeParameter)}`;
        return { ...event, response: { smsMessage: text, emailMessage: text, emailSubject: "Your code" } };
      },
    });
    await passwordSignIn(app, ADA);
    expect(lastMessage(app, address).text).toBe(`CustomMessage_Authentication: ${lastCode(app, address)}`);
  });

  test("a wrong code may be corrected with the same session, twice", async () => {
    const app = await appWithCodes();
    const challenge = await passwordSignIn(app, ADA);
    for (const tries of [1, 2, 3]) {
      const wrong = answerWith(wrongCode(app, address));
      expect([tries, await refusal(respond(app, challenge, name, wrong))]).toEqual([tries, MISMATCH]);
    }
    expect(await refusal(respond(app, challenge, name, answerWith(lastCode(app, address))))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const second = await passwordSignIn(app, ADA);
    await refusal(respond(app, second, name, answerWith(wrongCode(app, address))));
    const right = answerWith(lastCode(app, address));
    expect((await respond(app, second, name, right)).AuthenticationResult).toBeDefined();
  });

  test("refuses a code of another sign-in, and an expired one", async () => {
    const app = await appWithCodes();
    await passwordSignIn(app, ADA);
    const earlier = lastCode(app, address);
    let challenge = await passwordSignIn(app, ADA);
    await differentCode(earlier, async () => {
      challenge = await passwordSignIn(app, ADA);
      return lastCode(app, address);
    });
    expect(await refusal(respond(app, challenge, name, answerWith(earlier)))).toBe(MISMATCH);
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(respond(app, challenge, name, answerWith(lastCode(app, address))))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
    expect(await refusal(respond(app, challenge, name))).toBe(
      `InvalidParameterException: Missing required parameter ${name}_CODE`,
    );
  });

  test("verifies the address", async () => {
    const app = await appWithCodes();
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        ...ada(app),
        UserAttributes: [{ Name: `${attribute}_verified`, Value: "false" }],
      }),
    );
    const challenge = await passwordSignIn(app, ADA);
    await respond(app, challenge, name, answerWith(lastCode(app, address)));
    expect((await describeAda(app)).UserAttributes).toContainEqual({
      Name: `${attribute}_verified`,
      Value: "true",
    });
  });

  test("can no longer be used to recover the password", async () => {
    const app = await appWithCodes();
    await app.server.admin.send(new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA }));
    expect(app.server.outbox.at(-1)).toMatchObject({ channel: medium === "SMS" ? "email" : "sms" });
  });

  test("needs its address, which can be changed but not removed", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    const { AccessToken } = await tokensOf(app, ADA);
    await prefer(app, { [settings]: on });
    const inUse = `InvalidParameterException: Cannot delete ${attribute} while it is used for ${name}.`;
    const attempts = [
      new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: [attribute] }),
      new AdminDeleteUserAttributesCommand({ ...ada(app), UserAttributeNames: [attribute] }),
      new AdminUpdateUserAttributesCommand({
        ...ada(app),
        UserAttributes: [{ Name: attribute, Value: "" }],
      }),
    ] as const;
    for (const attempt of attempts) {
      expect(await refusal(app.server.admin.send(attempt as DeleteUserAttributesCommand))).toBe(inUse);
    }
    expect((await passwordSignIn(app, ADA)).ChallengeName).toBe(name);
  });

  test("is sent a limited number of times an hour", async () => {
    const app = await appWithCodes();
    for (let sent = 0; sent < 20; sent += 1) await passwordSignIn(app, ADA);
    expect(await refusal(passwordSignIn(app, ADA))).toBe(
      "TooManyRequestsException: Attempt limit exceeded, please try after some time.",
    );
  });

  test("does not sign in a user who was disabled meanwhile", async () => {
    const app = await appWithCodes();
    const challenge = await passwordSignIn(app, ADA);
    await app.server.admin.send(new AdminDisableUserCommand(ada(app)));
    expect(await refusal(respond(app, challenge, name, answerWith(lastCode(app, address))))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });
});

test("a phone number that is not used for codes can be removed", async () => {
  const app = await startMfaApp("OPTIONAL");
  await givePhone(app);
  await prefer(app, { EmailMfaSettings: on });
  await app.server.admin.send(
    new AdminDeleteUserAttributesCommand({ ...ada(app), UserAttributeNames: ["phone_number"] }),
  );
  expect((await describeAda(app)).UserAttributes?.map(({ Name }) => Name)).not.toContain("phone_number");
});
