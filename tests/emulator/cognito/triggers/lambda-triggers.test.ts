import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { answerChallenge, startSrp } from "../../../support/clients/srp-client.ts";
import {
  appWithTriggers,
  respondingWith,
  TRIGGER_ARN,
  type TriggerEvent,
} from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  lastCode,
  lastMessage,
  PASSWORD,
  passwordSignIn,
  refusal,
  resetPassword,
  signUp,
  signUpConfirmed,
} from "../../../support/worlds/cognito-app.ts";
import { Outcome } from "../../../support/worlds/in-process-lambdas.ts";

describe("PreSignUp", () => {
  test("receives the event that Cognito sends", async () => {
    const { app, events } = await appWithTriggers({ PreSignUp: TRIGGER_ARN });
    const { UserSub } = await app.server.admin.send(
      new SignUpCommand({
        ClientId: app.clientId,
        Username: "ada@example.com",
        Password: PASSWORD,
        UserAttributes: [{ Name: "name", Value: "Ada" }],
        ValidationData: [{ Name: "invitation", Value: "123" }],
        ClientMetadata: { locale: "de" },
      }),
    );
    expect(events).toEqual([
      {
        version: "1",
        triggerSource: "PreSignUp_SignUp",
        region: "us-east-1",
        userPoolId: app.poolId,
        userName: UserSub,
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.clientId },
        request: {
          userAttributes: { email: "ada@example.com", name: "Ada" },
          validationData: { invitation: "123" },
          clientMetadata: { locale: "de" },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  test("refuses a sign-up with its own message, and no user is created", async () => {
    const { app } = await appWithTriggers({ PreSignUp: TRIGGER_ARN }, () => {
      throw new Error("This domain is not welcome");
    });
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "UserLambdaValidationException: PreSignUp failed with error This domain is not welcome.",
    );
    const lookUp = new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "ada@example.com" });
    expect(await refusal(app.server.admin.send(lookUp))).toMatch(/^UserNotFoundException/);
  });

  test("can confirm and verify the user; PostConfirmation runs, and nothing is sent", async () => {
    const { app, events } = await appWithTriggers(
      { PreSignUp: TRIGGER_ARN, PostConfirmation: TRIGGER_ARN },
      respondingWith({ autoConfirmUser: true, autoVerifyEmail: true }),
    );
    expect(await signUp(app, "ada@example.com")).toMatchObject({ UserConfirmed: true });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      "PreSignUp_SignUp",
      "PostConfirmation_ConfirmSignUp",
    ]);
    expect(events[1]?.request.userAttributes).toMatchObject({
      email_verified: "true",
      "cognito:user_status": "CONFIRMED",
    });
    expect(app.server.outbox).toHaveLength(0);
  });

  test("cannot verify a missing phone number", async () => {
    const { app } = await appWithTriggers(
      { PreSignUp: TRIGGER_ARN },
      respondingWith({ autoVerifyPhone: true }),
    );
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(/^InvalidLambdaResponseException/);
    expect(app.server.oddResponses).toEqual([
      "PreSignUp: response.autoVerifyPhone: the user has no phone_number",
    ]);
  });
});

describe("a function that fails", () => {
  test("without an answer in five seconds is called three times, then the request is refused", async () => {
    const { app, events } = await appWithTriggers(
      { PreSignUp: TRIGGER_ARN },
      () => new Outcome({ kind: "timed-out" }),
    );
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    );
    expect(events).toHaveLength(3);
  });

  test("may answer at the second attempt", async () => {
    let calls = 0;
    const { app } = await appWithTriggers({ PreSignUp: TRIGGER_ARN }, (event) => {
      calls += 1;
      return calls === 1 ? new Outcome({ kind: "timed-out" }) : event;
    });
    expect(await refusal(signUp(app, "ada@example.com"))).toBe("not refused");
  });

  test("is not called again after an error", async () => {
    const { app, events } = await appWithTriggers({ PreSignUp: TRIGGER_ARN }, () => {
      throw new Error("no");
    });
    await refusal(signUp(app, "ada@example.com"));
    expect(events).toHaveLength(1);
  });

  test("does not exist", async () => {
    const { app } = await appWithTriggers({ PreSignUp: `${TRIGGER_ARN}-gone` });
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(
      /^UnexpectedLambdaException: PreSignUp invocation failed due to error /,
    );
  });

  const EVENT = "what it returns must be the event, with its response filled in, and is";
  test.each([
    ["nothing", null, `${EVENT} null`],
    ["a string", "ok", `${EVENT} the string "ok"`],
    ["a list", [], `${EVENT} a list`],
    [
      "another event",
      { version: "1", triggerSource: "PreSignUp_AdminCreateUser", response: {} },
      'triggerSource of what it returns must be "PreSignUp_SignUp", as in the event, and is the string "PreSignUp_AdminCreateUser"',
    ],
    [
      "only the response",
      { autoConfirmUser: true },
      'version of what it returns must be "1", as in the event, and is missing',
    ],
  ])("returns %s, and the developer is told what was expected", async (_what, returned, problem) => {
    const { app } = await appWithTriggers({ PreSignUp: TRIGGER_ARN }, () => returned);
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
    expect(app.server.oddResponses).toEqual([`PreSignUp: ${problem}`]);
  });

  test("returns a flag of the wrong type", async () => {
    const { app } = await appWithTriggers(
      { PreSignUp: TRIGGER_ARN },
      respondingWith({ autoConfirmUser: "yes" }),
    );
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(/^InvalidLambdaResponseException/);
    expect(app.server.oddResponses).toEqual([
      'PreSignUp: response.autoConfirmUser must be true, false or null, and is the string "yes"',
    ]);
  });
});

describe("PostConfirmation", () => {
  test("runs after a sign-up and after a reset; its error does not undo the confirmation", async () => {
    let fails = true;
    const { app, events } = await appWithTriggers({ PostConfirmation: TRIGGER_ARN }, (event) => {
      if (fails) throw new Error("no groups today");
      return event;
    });
    await signUp(app, "ada@example.com");
    const confirm = new ConfirmSignUpCommand({
      ClientId: app.clientId,
      Username: "ada@example.com",
      ConfirmationCode: lastCode(app, "ada@example.com"),
      ClientMetadata: { locale: "fr" },
    });
    expect(await refusal(app.server.admin.send(confirm))).toBe(
      "UserLambdaValidationException: PostConfirmation failed with error no groups today.",
    );
    expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe("not refused");
    fails = false;
    await app.server.admin.send(
      new ForgotPasswordCommand({ ClientId: app.clientId, Username: "ada@example.com" }),
    );
    await resetPassword(app, "ada@example.com", "Better-Staple-7");
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      "PostConfirmation_ConfirmSignUp",
      "PostConfirmation_ConfirmForgotPassword",
    ]);
    expect(events[0]?.request).toMatchObject({
      clientMetadata: { locale: "fr" },
      userAttributes: { email_verified: "true", "cognito:user_status": "CONFIRMED" },
    });
  });
});

test("if PreSignUp confirms a sign-up and PostConfirmation fails, the user stays confirmed", async () => {
  const { app } = await appWithTriggers(
    { PreSignUp: TRIGGER_ARN, PostConfirmation: TRIGGER_ARN },
    (event) => {
      if (event.triggerSource.startsWith("PostConfirmation")) throw new Error("no groups today");
      return respondingWith({ autoConfirmUser: true })(event);
    },
  );
  expect(await refusal(signUp(app, "ada@example.com"))).toBe(
    "UserLambdaValidationException: PostConfirmation failed with error no groups today.",
  );
  expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe("not refused");
});

describe("CustomMessage", () => {
  test("sets the text of the mail: placeholders are filled in, other texts are the pool's", async () => {
    const { app, events } = await appWithTriggers(
      { CustomMessage: TRIGGER_ARN },
      respondingWith({
        emailSubject: "Welcome",
        emailMessage: '<p>Hi, <b>{####}</b> <a href="https://x.example/?c={####}">go</a></p>',
      }),
    );
    await app.server.admin.send(
      new SignUpCommand({
        ClientId: app.clientId,
        Username: "ada@example.com",
        Password: PASSWORD,
        ClientMetadata: { locale: "es" },
      }),
    );
    const message = lastMessage(app, "ada@example.com");
    expect(message).toMatchObject({
      subject: "Welcome",
      html: `<p>Hi, <b>${message.code}</b> <a href="https://x.example/?c=${message.code}">go</a></p>`,
      text: `Hi, ${message.code} go`,
      link: `https://x.example/?c=${message.code}`,
    });
    expect(events[0]).toMatchObject({
      triggerSource: "CustomMessage_SignUp",
      request: {
        codeParameter: "{####}",
        linkParameter: "{##Click Here##}",
        usernameParameter: null,
        clientMetadata: { locale: "es" },
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });
  });

  describe("that fails", () => {
    let isDown = true;
    const mayFail = (event: TriggerEvent) => {
      if (isDown) throw new Error("no words today");
      return event;
    };
    const failure = "UserLambdaValidationException: CustomMessage failed with error no words today.";
    const statusOf = async (app: CognitoApp) => {
      const user = { UserPoolId: app.poolId, Username: "ada@example.com" };
      return (await app.server.admin.send(new AdminGetUserCommand(user))).UserStatus;
    };

    test("keeps the user of a sign-up, who can request the code again", async () => {
      isDown = true;
      const { app } = await appWithTriggers({ CustomMessage: TRIGGER_ARN }, mayFail);
      expect(await refusal(signUp(app, "ada@example.com"))).toBe(failure);
      expect(await statusOf(app)).toBe("UNCONFIRMED");
      expect(await refusal(signUp(app, "ada@example.com"))).toMatch(/^UsernameExistsException/);
      isDown = false;
      const client = { ClientId: app.clientId, Username: "ada@example.com" };
      await app.server.admin.send(new ResendConfirmationCodeCommand(client));
      const ConfirmationCode = lastCode(app, "ada@example.com");
      await app.server.admin.send(new ConfirmSignUpCommand({ ...client, ConfirmationCode }));
      expect(await statusOf(app)).toBe("CONFIRMED");
    });

    test("keeps the user that an administrator created (aws-sdk#438), who can be invited again", async () => {
      isDown = true;
      const { app } = await appWithTriggers({ CustomMessage: TRIGGER_ARN }, mayFail);
      const invitation = {
        UserPoolId: app.poolId,
        Username: "ada@example.com",
        DesiredDeliveryMediums: ["EMAIL" as const],
      };
      expect(await refusal(app.server.admin.send(new AdminCreateUserCommand(invitation)))).toBe(failure);
      expect(await statusOf(app)).toBe("FORCE_CHANGE_PASSWORD");
      isDown = false;
      await app.server.admin.send(new AdminCreateUserCommand({ ...invitation, MessageAction: "RESEND" }));
      expect(lastMessage(app, "ada@example.com").source).toBe("CustomMessage_AdminCreateUser");
    });
  });

  test("must keep the code's placeholder", async () => {
    const { app } = await appWithTriggers(
      { CustomMessage: TRIGGER_ARN },
      respondingWith({ emailMessage: "Hello" }),
    );
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(
      /^InvalidParameterException: 1 validation error detected: Value at 'emailBody' failed to satisfy constraint: Member must satisfy regular expression pattern: .*\\\{####\\\}/,
    );
  });
});

describe("around a sign-in", () => {
  test("PreAuthentication gets InitiateAuth's ClientMetadata as validationData, later triggers do not", async () => {
    const { app, events } = await appWithTriggers({
      PreAuthentication: TRIGGER_ARN,
      PostAuthentication: TRIGGER_ARN,
      PreTokenGeneration: TRIGGER_ARN,
    });
    await signUpConfirmed(app, "ada@example.com");
    await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
        ClientMetadata: { device: "laptop" },
      }),
    );
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_Authentication",
    ]);
    const [before, after, tokens] = events.map(({ request }) => request);
    expect(before).toMatchObject({ validationData: { device: "laptop" }, userNotFound: false });
    expect(after).toMatchObject({ newDeviceUsed: false });
    expect(after).not.toHaveProperty("clientMetadata");
    expect(tokens).not.toHaveProperty("clientMetadata");
  });

  test("RespondToAuthChallenge's ClientMetadata reaches the triggers after the challenge", async () => {
    const { app, events } = await appWithTriggers({
      PostAuthentication: TRIGGER_ARN,
      PreTokenGeneration: TRIGGER_ARN,
    });
    await signUpConfirmed(app, "ada@example.com");
    const { secret, challenge } = await startSrp(app, "ada@example.com");
    await app.server.admin.send(
      new RespondToAuthChallengeCommand({
        ClientId: app.clientId,
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: answerChallenge(app, secret, challenge, { password: PASSWORD }),
        ClientMetadata: { device: "phone" },
      }),
    );
    expect(events.map(({ request }) => request.clientMetadata)).toEqual([
      { device: "phone" },
      { device: "phone" },
    ]);
  });

  test("PreAuthentication runs for unknown users too, and may refuse", async () => {
    const { app, events } = await appWithTriggers({ PreAuthentication: TRIGGER_ARN }, () => {
      throw new Error("not from there");
    });
    expect(await refusal(passwordSignIn(app, "ghost@example.com"))).toBe(
      "UserLambdaValidationException: PreAuthentication failed with error not from there.",
    );
    expect(events[0]).toMatchObject({
      userName: "ghost@example.com",
      request: { userAttributes: {}, userNotFound: true },
    });
  });
});

test("a user who is disabled while a trigger runs gets no tokens", async () => {
  let disable: () => Promise<unknown> = async () => undefined;
  const { app } = await appWithTriggers({ PreTokenGeneration: TRIGGER_ARN }, async (event) => {
    await disable();
    return event;
  });
  await signUpConfirmed(app, "ada@example.com");
  disable = () =>
    app.server.service.call("AdminDisableUser", { UserPoolId: app.poolId, Username: "ada@example.com" });
  expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe(
    "NotAuthorizedException: User is disabled.",
  );
});
