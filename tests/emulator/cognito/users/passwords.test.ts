import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
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
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NEW_PASSWORD = "Better-Staple-7";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const LIMIT = "LimitExceededException: Attempt limit exceeded, please try after some time.";

describe("a forgotten password", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp();
  });

  const forgot = (Username: string) =>
    app.server.admin.send(new ForgotPasswordCommand({ ClientId: app.clientId, Username }));
  const reset = (Username: string, ConfirmationCode: string, Password = NEW_PASSWORD) =>
    app.server.admin.send(
      new ConfirmForgotPasswordCommand({ ClientId: app.clientId, Username, ConfirmationCode, Password }),
    );

  test("is replaced with the code that was mailed, once", async () => {
    await signUpConfirmed(app, "ada@example.com");
    const { CodeDeliveryDetails } = await forgot("ada@example.com");
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "a***@e***",
    });
    expect(lastMessage(app, "ada@example.com").source).toBe("CustomMessage_ForgotPassword");
    const code = lastCode(app, "ada@example.com");
    await reset("ada@example.com", code);
    expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe(WRONG);
    expect(await refusal(passwordSignIn(app, "ada@example.com", NEW_PASSWORD))).toBe("not refused");
    expect(await refusal(reset("ada@example.com", code))).toMatch(/^ExpiredCodeException/);
  });

  test("refuses a weak new password and keeps the code", async () => {
    await signUpConfirmed(app, "weak@example.com");
    await forgot("weak@example.com");
    const code = lastCode(app, "weak@example.com");
    expect(await refusal(reset("weak@example.com", code, "too-weak-1"))).toBe(
      "InvalidPasswordException: Password does not conform to policy: Password must have uppercase characters",
    );
    expect(await refusal(reset("weak@example.com", code))).toBe("not refused");
  });

  test("refuses wrong codes, more than five an hour, and a code after an hour", async () => {
    await signUpConfirmed(app, "guess@example.com");
    await forgot("guess@example.com");
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(reset("guess@example.com", wrongCode(app, "guess@example.com")))).toBe(
        "CodeMismatchException: Invalid verification code provided, please try again.",
      );
    }
    expect(await refusal(reset("guess@example.com", lastCode(app, "guess@example.com")))).toBe(LIMIT);
    app.server.clock.advance(HOUR);
    expect(await refusal(reset("guess@example.com", lastCode(app, "guess@example.com")))).toBe(
      "ExpiredCodeException: Invalid code provided, please request a code again.",
    );
  });

  test("of two concurrent resets with one code, one succeeds", async () => {
    await signUpConfirmed(app, "race@example.com");
    await forgot("race@example.com");
    const code = lastCode(app, "race@example.com");
    const outcomes = await Promise.all([
      refusal(reset("race@example.com", code, "First-Horse-1")),
      refusal(reset("race@example.com", code, "Second-Horse-2")),
    ]);
    expect(outcomes.filter((outcome) => outcome === "not refused")).toHaveLength(1);
  });

  test("a code is invalid once the address it was sent to has changed", async () => {
    await signUpConfirmed(app, "moves@example.com");
    await forgot("moves@example.com");
    const code = lastCode(app, "moves@example.com");
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: "moves@example.com",
        UserAttributes: [
          { Name: "email", Value: "moved@example.com" },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
    expect(await refusal(reset("moved@example.com", code))).toMatch(/^CodeMismatchException/);
  });

  test("looks the same for unknown, disabled and unverified users in every step", async () => {
    await signUpConfirmed(app, "known@example.com");
    await signUpConfirmed(app, "off@example.com");
    await app.server.admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "off@example.com" }),
    );
    await signUp(app, "unverified@example.com");
    const known = await forgot("known@example.com");
    const sent = app.server.outbox.length;
    for (const name of ["ghost@example.com", "off@example.com", "unverified@example.com"]) {
      expect(await refusal(reset(name, "123456"))).toMatch(/^ExpiredCodeException/);
      const { CodeDeliveryDetails } = await forgot(name);
      expect(CodeDeliveryDetails).toEqual({
        ...known.CodeDeliveryDetails,
        Destination: `${name.charAt(0)}***@e***`,
      });
      for (let tries = 0; tries < 5; tries += 1) {
        expect(await refusal(reset(name, "123456"))).toMatch(/^CodeMismatchException/);
      }
      expect(await refusal(reset(name, "123456"))).toBe(LIMIT);
    }
    expect(app.server.outbox).toHaveLength(sent);
  });

  test("tells a client with the legacy setting what is wrong", async () => {
    const legacy = await startCognitoApp({ client: { PreventUserExistenceErrors: "LEGACY" } });
    const ask = (Username: string) =>
      refusal(legacy.server.admin.send(new ForgotPasswordCommand({ ClientId: legacy.clientId, Username })));
    expect(await ask("ghost@example.com")).toBe(
      "UserNotFoundException: Username/client id combination not found.",
    );
    await signUp(legacy, "unverified@example.com");
    expect(await ask("unverified@example.com")).toBe(
      "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  });

  test("ends a lockout", async () => {
    await signUpConfirmed(app, "locked@example.com");
    for (let tries = 0; tries < 6; tries += 1) {
      await refusal(passwordSignIn(app, "locked@example.com", "Wrong-Horse-9"));
    }
    await forgot("locked@example.com");
    await reset("locked@example.com", lastCode(app, "locked@example.com"));
    expect(await refusal(passwordSignIn(app, "locked@example.com", NEW_PASSWORD))).toBe("not refused");
  });
});

describe("changing the password", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp();
  });

  const change = (AccessToken: string, PreviousPassword: string, ProposedPassword = NEW_PASSWORD) =>
    app.server.admin.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));

  test("needs the old one, and then only the new one is valid", async () => {
    await signUpConfirmed(app, "ada@example.com");
    const { AccessToken } = await tokensOf(app, "ada@example.com");
    await change(AccessToken, PASSWORD);
    expect(await refusal(passwordSignIn(app, "ada@example.com"))).toBe(WRONG);
    expect(await refusal(passwordSignIn(app, "ada@example.com", NEW_PASSWORD))).toBe("not refused");
  });

  test("refuses a wrong old password, five times an hour, and a weak new one", async () => {
    await signUpConfirmed(app, "eve@example.com");
    const { AccessToken } = await tokensOf(app, "eve@example.com");
    expect(await refusal(change(AccessToken, PASSWORD, "too-weak-1"))).toMatch(/^InvalidPasswordException/);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(change(AccessToken, "Wrong-Horse-9"))).toBe(WRONG);
    }
    expect(await refusal(change(AccessToken, PASSWORD))).toBe(LIMIT);
  });
});

describe("a temporary password", () => {
  const TEMPORARY = "Temporary-Horse-1";
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp({
      pool: {
        Schema: [
          { Name: "email", Required: true, Mutable: true },
          { Name: "name", Required: true, Mutable: true },
        ],
      },
    });
  });

  const invite = (Username: string) =>
    app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username,
        TemporaryPassword: TEMPORARY,
        MessageAction: "SUPPRESS",
      }),
    );
  const answer = (Session: string | undefined, responses: Record<string, string>) =>
    app.server.admin.send(
      new RespondToAuthChallengeCommand({
        ClientId: app.clientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses: responses,
      }),
    );
  const complete = { NEW_PASSWORD, "userAttributes.name": "Ada" };

  test("must be changed at the first sign-in, along with missing attributes", async () => {
    await invite("ada@example.com");
    const challenge = await passwordSignIn(app, "ada@example.com", TEMPORARY);
    expect(challenge.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(JSON.parse(challenge.ChallengeParameters?.requiredAttributes ?? "")).toEqual([
      "userAttributes.name",
    ]);
    expect(JSON.parse(challenge.ChallengeParameters?.userAttributes ?? "")).toMatchObject({
      email: "ada@example.com",
    });
    const USERNAME = challenge.ChallengeParameters?.USER_ID_FOR_SRP ?? "";
    const { AuthenticationResult } = await answer(challenge.Session, { USERNAME, ...complete });
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ name: "Ada", email: "ada@example.com" });
    const user = await app.server.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "ada@example.com" }),
    );
    expect(user.UserStatus).toBe("CONFIRMED");
    expect(await refusal(passwordSignIn(app, "ada@example.com", TEMPORARY))).toBe(WRONG);
  });

  test("can be retried with the same session after a refusal, but not after success", async () => {
    await invite("bob@example.com");
    const { Session } = await passwordSignIn(app, "bob@example.com", TEMPORARY);
    const USERNAME = "bob@example.com";
    expect(await refusal(answer(Session, { USERNAME, ...complete, NEW_PASSWORD: "weak" }))).toMatch(
      /^InvalidPasswordException/,
    );
    expect(await refusal(answer(Session, { USERNAME, NEW_PASSWORD }))).toBe(
      "InvalidParameterException: Invalid attributes given, name is missing",
    );
    expect(
      await refusal(answer(Session, { USERNAME, ...complete, "userAttributes.email": "eve@example.com" })),
    ).toBe("NotAuthorizedException: Cannot modify an already provided email");
    expect(await refusal(answer(Session, { USERNAME, ...complete }))).toBe("not refused");
    expect(await refusal(answer(Session, { USERNAME, ...complete }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("its session is valid for one user, for three minutes", async () => {
    await invite("carl@example.com");
    const { Session } = await passwordSignIn(app, "carl@example.com", TEMPORARY);
    expect(await refusal(answer(Session, { USERNAME: "ada@example.com", ...complete }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    app.server.clock.advance(3 * 60 * 1000);
    expect(await refusal(answer(Session, { USERNAME: "carl@example.com", ...complete }))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
    expect(await refusal(answer("x".repeat(40), { USERNAME: "carl@example.com", ...complete }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("follows the same rules in the administrator's operations", async () => {
    await invite("fred@example.com");
    const start = new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "fred@example.com", PASSWORD: TEMPORARY },
    });
    const { Session } = await app.server.admin.send(start);
    const respond = (responses: Record<string, string>) =>
      app.server.admin.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: app.poolId,
          ClientId: app.clientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME: "fred@example.com", ...responses },
        }),
      );
    expect(await refusal(respond({ NEW_PASSWORD: "weak", "userAttributes.name": "Fred" }))).toMatch(
      /^InvalidPasswordException/,
    );
    const { AuthenticationResult } = await respond(complete);
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ email: "fred@example.com" });
  });

  test("expires after seven days", async () => {
    await invite("dora@example.com");
    app.server.clock.advance(7 * DAY);
    expect(await refusal(passwordSignIn(app, "dora@example.com", TEMPORARY))).toBe(
      "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
    );
  });

  test("cannot be recovered by the user", async () => {
    await invite("emil@example.com");
    const command = new ForgotPasswordCommand({ ClientId: app.clientId, Username: "emil@example.com" });
    expect(await refusal(app.server.admin.send(command))).toBe(
      "NotAuthorizedException: User password cannot be reset in the current state.",
    );
  });
});
