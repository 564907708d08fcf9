import { createHmac } from "node:crypto";
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  lastCode,
  lastMessage,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";

const HOUR = 60 * 60 * 1000;

describe("signing up", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp();
  });

  const confirm = (email: string, code: string) =>
    app.server.admin.send(
      new ConfirmSignUpCommand({ ClientId: app.clientId, Username: email, ConfirmationCode: code }),
    );
  const resend = (email: string) =>
    app.server.admin.send(new ResendConfirmationCodeCommand({ ClientId: app.clientId, Username: email }));

  test("sends a code to the masked address and confirms with it", async () => {
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp(app, "ada@example.com");
    expect(UserConfirmed).toBe(false);
    expect(UserSub).toMatch(/^[\da-f]{8}-[\da-f]{4}-70[\da-f]{2}-[\da-f]{4}-[\da-f]{12}$/);
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "a***@e***",
    });
    const message = lastMessage(app, "ada@example.com");
    expect(message).toMatchObject({ channel: "email", source: "CustomMessage_SignUp" });
    expect(message.code).toMatch(/^\d{6}$/);
    expect(message.text).toContain(message.code);
    await confirm("ada@example.com", lastCode(app, "ada@example.com"));
    const user = await app.server.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "ADA@example.com" }),
    );
    expect(user).toMatchObject({ Username: UserSub, UserStatus: "CONFIRMED" });
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  test("refuses an existing address, in any case of letters", async () => {
    await signUp(app, "taken@example.com");
    expect(await refusal(signUp(app, "Taken@example.com"))).toBe(
      "UsernameExistsException: An account with the given email already exists.",
    );
  });

  test("of two concurrent sign-ups for one address, one succeeds", async () => {
    const outcomes = await Promise.all([
      refusal(signUp(app, "race@example.com")),
      refusal(signUp(app, "race@example.com")),
    ]);
    expect(outcomes.filter((outcome) => outcome === "not refused")).toHaveLength(1);
  });

  test.each([
    ["Sh0rt-x", "Password not long enough"],
    ["all-lower-9", "Password must have uppercase characters"],
    ["ALL-UPPER-9", "Password must have lowercase characters"],
    ["No-Numbers-Here", "Password must have numeric characters"],
    ["NoSymbols99", "Password must have symbol characters"],
  ])("refuses %s: %s", async (password, violation) => {
    expect(await refusal(signUp(app, "weak@example.com", password))).toBe(
      `InvalidPasswordException: Password did not conform with policy: ${violation}`,
    );
  });

  test("refuses attributes that a client may not write", async () => {
    const command = new SignUpCommand({
      ClientId: app.clientId,
      Username: "sly@example.com",
      Password: PASSWORD,
      UserAttributes: [{ Name: "email_verified", Value: "true" }],
    });
    expect(await refusal(app.server.admin.send(command))).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
  });

  test("refuses a wrong code and, after five of them, the right one too", async () => {
    await signUp(app, "guesser@example.com");
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(confirm("guesser@example.com", wrongCode(app, "guesser@example.com")))).toBe(
        "CodeMismatchException: Invalid verification code provided, please try again.",
      );
    }
    const limit = "LimitExceededException: Attempt limit exceeded, please try after some time.";
    expect(await refusal(confirm("guesser@example.com", lastCode(app, "guesser@example.com")))).toBe(limit);
    await resend("guesser@example.com");
    expect(await refusal(confirm("guesser@example.com", lastCode(app, "guesser@example.com")))).toBe(limit);
    app.server.clock.advance(HOUR);
    await confirm("guesser@example.com", lastCode(app, "guesser@example.com"));
  });

  test("refuses a code after 24 hours", async () => {
    await signUp(app, "late@example.com");
    app.server.clock.advance(24 * HOUR);
    expect(await refusal(confirm("late@example.com", lastCode(app, "late@example.com")))).toBe(
      "ExpiredCodeException: Invalid code provided, please request a code again.",
    );
  });

  test("of two concurrent confirmations with one code, one succeeds", async () => {
    await signUp(app, "twice@example.com");
    const code = lastCode(app, "twice@example.com");
    const outcomes = await Promise.all([
      refusal(confirm("twice@example.com", code)),
      refusal(confirm("twice@example.com", code)),
    ]);
    expect(outcomes.sort()).toEqual([
      "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
      "not refused",
    ]);
  });

  test("checks five wrong codes an hour, even if concurrent or with other spellings of the name", async () => {
    await signUp(app, "crowd@example.com");
    const wrong = wrongCode(app, "crowd@example.com");
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        refusal(confirm(index % 2 === 0 ? "crowd@example.com" : "CROWD@Example.com", wrong)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.startsWith("CodeMismatchException"))).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome.startsWith("LimitExceededException"))).toHaveLength(45);
    const right = lastCode(app, "crowd@example.com");
    expect(await refusal(confirm("Crowd@example.com", right))).toMatch(/^LimitExceededException/);
  });

  test("resends: the previous code is invalid", async () => {
    await signUp(app, "again@example.com");
    const before = lastCode(app, "again@example.com");
    const { CodeDeliveryDetails } = await resend("again@example.com");
    expect(CodeDeliveryDetails?.Destination).toBe("a***@e***");
    expect(lastMessage(app, "again@example.com").source).toBe("CustomMessage_ResendCode");
    const after = lastCode(app, "again@example.com");
    const outcome = await refusal(confirm("again@example.com", before));
    expect(before === after || outcome.startsWith("CodeMismatchException")).toBe(true);
    expect(await refusal(confirm("again@example.com", after))).toBe("not refused");
  });

  test("does not resend to a confirmed user", async () => {
    await signUpConfirmed(app, "done@example.com");
    expect(await refusal(resend("done@example.com"))).toBe(
      "InvalidParameterException: User is already confirmed.",
    );
  });

  test("does not reveal unknown users: resending looks the same, confirming says expired", async () => {
    await signUp(app, "known@example.com");
    const known = await resend("known@example.com");
    const sent = app.server.outbox.length;
    const unknown = await resend("nobody@example.com");
    expect(Object.keys(unknown.CodeDeliveryDetails ?? {})).toEqual(
      Object.keys(known.CodeDeliveryDetails ?? {}),
    );
    expect(unknown.CodeDeliveryDetails?.Destination).toBe("n***@e***");
    expect(app.server.outbox).toHaveLength(sent);
    expect(await refusal(confirm("nobody@example.com", "123456"))).toMatch(/^ExpiredCodeException/);
  });

  test("sends no more than twenty codes an hour, to known and unknown users", async () => {
    await signUp(app, "often@example.com");
    await Promise.all(Array.from({ length: 19 }, () => resend("often@example.com")));
    await Promise.all(Array.from({ length: 20 }, () => resend("ghost@example.com")));
    const limit = "LimitExceededException: Attempt limit exceeded, please try after some time.";
    expect(await refusal(resend("often@example.com"))).toBe(limit);
    expect(await refusal(resend("ghost@example.com"))).toBe(limit);
  });

  test("sends nothing to a disabled user", async () => {
    await signUp(app, "off@example.com");
    const code = lastCode(app, "off@example.com");
    await app.server.admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "off@example.com" }),
    );
    const sent = app.server.outbox.length;
    await resend("off@example.com");
    expect(app.server.outbox).toHaveLength(sent);
    expect(await refusal(confirm("off@example.com", code))).toMatch(/^ExpiredCodeException/);
  });

  test("an unconfirmed user is refused before the password is checked, and attempts do not count", async () => {
    await signUp(app, "eager@example.com");
    const asAdmin = (password: string) =>
      app.server.admin.send(
        new AdminInitiateAuthCommand({
          UserPoolId: app.poolId,
          ClientId: app.clientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "eager@example.com", PASSWORD: password },
        }),
      );
    for (const password of [PASSWORD, ...Array.from({ length: 6 }, () => "Wrong-Horse-9")]) {
      const notConfirmed = "UserNotConfirmedException: User is not confirmed.";
      expect(await refusal(passwordSignIn(app, "eager@example.com", password))).toBe(notConfirmed);
      expect(await refusal(asAdmin(password))).toBe(notConfirmed);
    }
    await confirm("eager@example.com", lastCode(app, "eager@example.com"));
    expect((await passwordSignIn(app, "eager@example.com")).AuthenticationResult).toBeDefined();
  });
});

describe("e-mail addresses as aliases", () => {
  const signUpAs = (app: CognitoApp, Username: string) =>
    app.server.admin.send(
      new SignUpCommand({
        ClientId: app.clientId,
        Username,
        Password: PASSWORD,
        UserAttributes: [{ Name: "email", Value: "shared@example.com" }],
      }),
    );
  const confirmAs = (app: CognitoApp, Username: string, ForceAliasCreation: boolean) =>
    app.server.admin.send(
      new ConfirmSignUpCommand({
        ClientId: app.clientId,
        Username,
        ConfirmationCode: lastCode(app, "shared@example.com"),
        ForceAliasCreation,
      }),
    );

  test("an address belongs to one user; it moves only with ForceAliasCreation, and the code can be retried", async () => {
    const app = await startCognitoApp({
      pool: { UsernameAttributes: undefined, AliasAttributes: ["email"] },
    });
    await signUpAs(app, "first");
    await confirmAs(app, "first", false);
    await signUpAs(app, "second");
    expect(await refusal(confirmAs(app, "second", false))).toBe(
      "AliasExistsException: An account with the given email already exists.",
    );
    await confirmAs(app, "second", true);
    const { Username } = await app.server.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "shared@example.com" }),
    );
    expect(Username).toBe("second");
  });
});

test("a pool for invited users only refuses sign-ups", async () => {
  const app = await startCognitoApp({
    pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
  });
  expect(await refusal(signUp(app, "self@example.com"))).toBe(
    "NotAuthorizedException: SignUp is not permitted for this user pool",
  );
});

test("a confidential client authenticates with SECRET_HASH", async () => {
  const app = await startCognitoApp({ client: { GenerateSecret: true } });
  expect(await refusal(signUp(app, "ada@example.com"))).toBe(
    `NotAuthorizedException: Client ${app.clientId} is configured with secret but SECRET_HASH was not received`,
  );
  const hash = (secret: string) =>
    createHmac("sha256", secret).update(`ada@example.com${app.clientId}`).digest("base64");
  const command = (SecretHash: string) =>
    new SignUpCommand({
      ClientId: app.clientId,
      Username: "ada@example.com",
      Password: PASSWORD,
      SecretHash,
    });
  expect(await refusal(app.server.admin.send(command(hash("guess"))))).toBe(
    `NotAuthorizedException: Unable to verify secret hash for client ${app.clientId}`,
  );
  expect(await refusal(app.server.admin.send(command(hash(app.clientSecret ?? ""))))).toBe("not refused");
});
