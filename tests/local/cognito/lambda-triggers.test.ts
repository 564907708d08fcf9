import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  type LambdaConfigType,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  claimsOf,
  lastCode,
  lastMessage,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../support/cognito-app.ts";
import { Outcome } from "../../support/cognito-server.ts";
import { answerChallenge, startSrp } from "../../support/srp-client.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:trigger";

interface TriggerEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: Record<string, unknown>;
  response: Record<string, unknown>;
}

/** An app whose one function serves these triggers; it records what it was called with and answers as the script says. */
async function appWithTriggers(
  LambdaConfig: LambdaConfigType,
  script: (event: TriggerEvent) => unknown = (event) => event,
) {
  const events: TriggerEvent[] = [];
  const app = await startCognitoApp({ pool: { LambdaConfig } });
  app.server.lambdas.set(ARN, (event) => {
    events.push(structuredClone<TriggerEvent>(event));
    return script(event);
  });
  return { app, events };
}

const respondingWith = (response: Record<string, unknown>) => (event: TriggerEvent) => ({
  ...event,
  response: { ...event.response, ...response },
});

describe("PreSignUp", () => {
  test("sees the event that Cognito sends", async () => {
    const { app, events } = await appWithTriggers({ PreSignUp: ARN });
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

  test("refuses a sign-up in its own words, and no user is left behind", async () => {
    const { app } = await appWithTriggers({ PreSignUp: ARN }, () => {
      throw new Error("This domain is not welcome");
    });
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "UserLambdaValidationException: PreSignUp failed with error This domain is not welcome.",
    );
    const lookUp = new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "ada@example.com" });
    expect(await refusal(app.server.admin.send(lookUp))).toMatch(/^UserNotFoundException/);
  });

  test("confirms and verifies by itself; PostConfirmation hears of it, and nothing is sent", async () => {
    const { app, events } = await appWithTriggers(
      { PreSignUp: ARN, PostConfirmation: ARN },
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

  test("cannot verify a phone number that is not there", async () => {
    const { app } = await appWithTriggers({ PreSignUp: ARN }, respondingWith({ autoVerifyPhone: true }));
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(/^InvalidLambdaResponseException/);
  });
});

describe("what becomes of a function that misbehaves", () => {
  test("no answer in five seconds: tried three times, then refused", async () => {
    const { app, events } = await appWithTriggers(
      { PreSignUp: ARN },
      () => new Outcome({ kind: "timed-out" }),
    );
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    );
    expect(events).toHaveLength(3);
  });

  test("an answer at the second try is good", async () => {
    let calls = 0;
    const { app } = await appWithTriggers({ PreSignUp: ARN }, (event) => {
      calls += 1;
      return calls === 1 ? new Outcome({ kind: "timed-out" }) : event;
    });
    expect(await refusal(signUp(app, "ada@example.com"))).toBe("not refused");
  });

  test("an error is not tried again", async () => {
    const { app, events } = await appWithTriggers({ PreSignUp: ARN }, () => {
      throw new Error("no");
    });
    await refusal(signUp(app, "ada@example.com"));
    expect(events).toHaveLength(1);
  });

  test("no such function", async () => {
    const { app } = await appWithTriggers({ PreSignUp: `${ARN}-gone` });
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(
      /^UnexpectedLambdaException: PreSignUp invocation failed due to error /,
    );
  });

  test.each([
    ["nothing", null],
    ["a text", "ok"],
    ["a list", []],
    ["another event", { version: "1", triggerSource: "PreSignUp_AdminCreateUser", response: {} }],
  ])("it returns %s", async (_what, returned) => {
    const { app } = await appWithTriggers({ PreSignUp: ARN }, () => returned);
    expect(await refusal(signUp(app, "ada@example.com"))).toBe(
      "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
  });

  test("it returns a flag of the wrong type", async () => {
    const { app } = await appWithTriggers({ PreSignUp: ARN }, respondingWith({ autoConfirmUser: "yes" }));
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(/^InvalidLambdaResponseException/);
  });
});

describe("PostConfirmation", () => {
  test("runs after a sign-up and after a reset; its error does not undo the confirmation", async () => {
    let fails = true;
    const { app, events } = await appWithTriggers({ PostConfirmation: ARN }, (event) => {
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
    await app.server.admin.send(
      new ConfirmForgotPasswordCommand({
        ClientId: app.clientId,
        Username: "ada@example.com",
        ConfirmationCode: lastCode(app, "ada@example.com"),
        Password: "Better-Staple-7",
      }),
    );
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

describe("CustomMessage", () => {
  test("words the mail: placeholders are filled in, the rest is the pool's", async () => {
    const { app, events } = await appWithTriggers(
      { CustomMessage: ARN },
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

  test("must keep the code's placeholder", async () => {
    const { app } = await appWithTriggers({ CustomMessage: ARN }, respondingWith({ emailMessage: "Hello" }));
    expect(await refusal(signUp(app, "ada@example.com"))).toMatch(
      /^InvalidParameterException: 1 validation error detected: Value at 'emailBody' failed to satisfy constraint: Member must satisfy regular expression pattern: .*\\\{####\\\}/,
    );
  });
});

describe("around a sign-in", () => {
  test("PreAuthentication sees InitiateAuth's ClientMetadata as validationData, the later ones do not", async () => {
    const { app, events } = await appWithTriggers({
      PreAuthentication: ARN,
      PostAuthentication: ARN,
      PreTokenGeneration: ARN,
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

  test("RespondToAuthChallenge's ClientMetadata reaches the ones after the challenge", async () => {
    const { app, events } = await appWithTriggers({ PostAuthentication: ARN, PreTokenGeneration: ARN });
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

  test("PreAuthentication runs for nobody too, and may refuse", async () => {
    const { app, events } = await appWithTriggers({ PreAuthentication: ARN }, () => {
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

test("whoever is disabled while a trigger runs gets no tokens", async () => {
  let disable: () => Promise<unknown> = async () => undefined;
  const { app } = await appWithTriggers({ PreTokenGeneration: ARN }, async (event) => {
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

describe("PreTokenGeneration", () => {
  const versionOne = { PreTokenGeneration: ARN };
  const versionTwo = {
    PreTokenGeneration: ARN,
    PreTokenGenerationConfig: { LambdaArn: ARN, LambdaVersion: "V2_0" as const },
  };

  async function signInWith(config: LambdaConfigType, response: Record<string, unknown>) {
    const { app, events } = await appWithTriggers(config, respondingWith(response));
    await signUpConfirmed(app, "ada@example.com");
    const tokens = await tokensOf(app, "ada@example.com");
    return { app, events, tokens, id: claimsOf(tokens.IdToken), access: claimsOf(tokens.AccessToken) };
  }

  test("version one changes the ID token's claims and the groups of both", async () => {
    const { events, id, access } = await signInWith(versionOne, {
      claimsOverrideDetails: {
        claimsToAddOrOverride: { plan: "gold", email: "other@example.com", sub: "forged" },
        claimsToSuppress: ["email_verified"],
        groupOverrideDetails: { groupsToOverride: ["vip"], iamRolesToOverride: [], preferredRole: null },
      },
    });
    expect(events[0]).toMatchObject({ version: "1", response: { claimsOverrideDetails: null } });
    expect(id).toMatchObject({ plan: "gold", email: "other@example.com", "cognito:groups": ["vip"] });
    expect(id.sub).not.toBe("forged");
    expect(id).not.toHaveProperty("email_verified");
    expect(access).toMatchObject({ "cognito:groups": ["vip"] });
    expect(access).not.toHaveProperty("plan");
  });

  test("version two changes both tokens and the scopes", async () => {
    const { events, id, access } = await signInWith(versionTwo, {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { tenants: ["a", "b"] } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: { id: 7 }, client_id: "forged" },
          scopesToAdd: ["api/profile", "api/files", "aws.cognito.forged"],
          scopesToSuppress: [],
        },
      },
    });
    expect(events[0]).toMatchObject({
      version: "2",
      request: {
        scopes: ["aws.cognito.signin.user.admin"],
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(id.tenants).toEqual(["a", "b"]);
    expect(access).toMatchObject({
      tenant: { id: 7 },
      scope: "aws.cognito.signin.user.admin api/profile api/files",
    });
    expect(access.client_id).toBe(id.aud);
  });

  test("runs again at every refresh", async () => {
    const { app, events, tokens } = await signInWith(versionTwo, {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ["api/profile"] } },
    });
    const { AuthenticationResult } = await app.server.admin.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: app.clientId,
        RefreshToken: tokens.RefreshToken,
        ClientMetadata: { reason: "refresh" },
      }),
    );
    expect(claimsOf(AuthenticationResult?.AccessToken).scope).toBe(
      "aws.cognito.signin.user.admin api/profile",
    );
    expect(events.at(-1)).toMatchObject({
      triggerSource: "TokenGeneration_RefreshTokens",
      request: { clientMetadata: { reason: "refresh" } },
    });
  });

  test.each([
    [
      "version one, a claim that is no text",
      versionOne,
      { claimsOverrideDetails: { claimsToAddOrOverride: { n: 1 } } },
    ],
    [
      "version two, scopes that are no list",
      versionTwo,
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: "api/files" } } },
    ],
    [
      "version two, a scope with a space in it",
      versionTwo,
      {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { scopesToAdd: ["api/files api/users.write"] },
        },
      },
    ],
  ])("refuses %s", async (_what, config, response) => {
    const { app } = await appWithTriggers(config, respondingWith(response));
    await signUpConfirmed(app, "ada@example.com");
    expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe(
      "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
  });
});
