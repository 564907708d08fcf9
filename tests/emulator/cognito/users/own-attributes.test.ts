import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type CreateUserPoolCommandInput,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { differentCode } from "../../../support/clients/next-code.ts";
import {
  type CognitoApp,
  lastCode,
  lastMessage,
  passwordSignIn,
  refusal,
  resetPassword,
  setPassword,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";

const ADA = "ada@example.com";
const NEW = "ada@example.org";

async function appWithAda(pool: Partial<CreateUserPoolCommandInput> = {}) {
  const app = await startCognitoApp({ pool });
  await signUpConfirmed(app, ADA);
  const { AccessToken } = await tokensOf(app, ADA);
  return { app, AccessToken };
}

const verifyFirst = {
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email" as const] },
};

const update = (app: CognitoApp, AccessToken: string, attributes: Record<string, string>) =>
  app.server.admin.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      ClientMetadata: { locale: "de" },
    }),
  );

const verify = (app: CognitoApp, AccessToken: string, Code: string, AttributeName = "email") =>
  app.server.admin.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));

const requestCode = (app: CognitoApp, AccessToken: string, AttributeName = "email") =>
  app.server.admin.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }));

async function attributesOf(app: CognitoApp, AccessToken: string): Promise<Record<string, string>> {
  const { UserAttributes = [] } = await app.server.admin.send(new GetUserCommand({ AccessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [String(Name), String(Value)]));
}

describe("UpdateUserAttributes", () => {
  test("sets a new address at once, unverified, and sends it a code", async () => {
    const { app, AccessToken } = await appWithAda();
    expect(await update(app, AccessToken, { email: NEW, name: "Ada" })).toMatchObject({
      CodeDeliveryDetailsList: [
        { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
      ],
    });
    expect(await attributesOf(app, AccessToken)).toMatchObject({
      email: NEW,
      email_verified: "false",
      name: "Ada",
    });
    expect(lastMessage(app, NEW)).toMatchObject({ source: "CustomMessage_UpdateUserAttribute" });
    await verify(app, AccessToken, lastCode(app, NEW));
    expect(await attributesOf(app, AccessToken)).toMatchObject({ email_verified: "true" });
  });

  test("keeps the old address until the new one is verified, if the pool says so", async () => {
    const { app, AccessToken } = await appWithAda(verifyFirst);
    await update(app, AccessToken, { email: NEW, name: "Ada" });
    expect(await attributesOf(app, AccessToken)).toMatchObject({
      email: ADA,
      email_verified: "true",
      name: "Ada",
    });
    expect(await refusal(passwordSignIn(app, NEW))).toMatch(/^NotAuthorizedException/);
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();

    await verify(app, AccessToken, lastCode(app, NEW));
    expect(await attributesOf(app, AccessToken)).toMatchObject({ email: NEW, email_verified: "true" });
    expect((await passwordSignIn(app, NEW)).AuthenticationResult).toBeDefined();
    expect(await refusal(passwordSignIn(app, ADA))).toMatch(/^NotAuthorizedException/);
  });

  test("refuses another user's address, at once or when the code is sent", async () => {
    const { app, AccessToken } = await appWithAda(verifyFirst);
    await signUpConfirmed(app, "eve@example.com");
    const taken = "AliasExistsException: An account with the given email already exists.";
    expect(await refusal(update(app, AccessToken, { email: "eve@example.com" }))).toBe(taken);
    await update(app, AccessToken, { email: NEW });
    const code = lastCode(app, NEW);
    await signUpConfirmed(app, NEW);
    expect(await refusal(verify(app, AccessToken, code))).toBe(taken);
    expect(await attributesOf(app, AccessToken)).toMatchObject({ email: ADA, email_verified: "true" });
  });

  test.each([
    [
      { email_verified: "true" },
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    ],
    [{ email: "nonsense" }, "InvalidParameterException: Invalid email address format."],
    [{ email: "" }, "InvalidParameterException: user.email: Required attribute cannot be deleted.\n"],
  ])("refuses %j, and changes nothing", async (attributes, expected) => {
    const { app, AccessToken } = await appWithAda({
      Schema: [{ Name: "email", Required: true, Mutable: true }],
    });
    const before = await attributesOf(app, AccessToken);
    expect(await refusal(update(app, AccessToken, { nickname: "A", ...attributes }))).toBe(expected);
    expect(await attributesOf(app, AccessToken)).toEqual(before);
  });

  test("limits codes per hour", async () => {
    const { app, AccessToken } = await appWithAda();
    for (let sent = 0; sent < 20; sent += 1) {
      await update(app, AccessToken, { email: `ada${sent}@example.org` });
    }
    const before = await attributesOf(app, AccessToken);
    expect(await refusal(update(app, AccessToken, { email: NEW, nickname: "A" }))).toMatch(
      /^TooManyRequestsException/,
    );
    expect(await attributesOf(app, AccessToken)).toEqual(before);
  });
});

describe("VerifyUserAttribute and GetUserAttributeVerificationCode", () => {
  test("a code is valid once, for its address, for a day", async () => {
    const { app, AccessToken } = await appWithAda(verifyFirst);
    await update(app, AccessToken, { email: NEW });
    const first = lastCode(app, NEW);
    await differentCode(first, async () => {
      await update(app, AccessToken, { email: "third@example.org" });
      return lastCode(app, "third@example.org");
    });
    expect(await refusal(verify(app, AccessToken, first))).toMatch(/^CodeMismatchException/);
    await verify(app, AccessToken, lastCode(app, "third@example.org"));
    expect(await refusal(verify(app, AccessToken, lastCode(app, "third@example.org")))).toMatch(
      /^ExpiredCodeException/,
    );
  });

  test("is sent again on request, to the pending address", async () => {
    const { app, AccessToken } = await appWithAda(verifyFirst);
    await update(app, AccessToken, { email: NEW });
    expect(await requestCode(app, AccessToken)).toMatchObject({
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL" },
    });
    expect(app.server.outbox.at(-1)).toMatchObject({ to: NEW, source: "CustomMessage_VerifyUserAttribute" });
    const { server } = app;
    server.clock.advance(24 * 60 * 60 * 1000);
    const { AccessToken: later } = await tokensOf(app, ADA);
    expect(await refusal(verify(app, later, lastCode(app, NEW)))).toBe(
      "ExpiredCodeException: Invalid code provided, please request a code again.",
    );
  });

  test("allow five wrong attempts an hour", async () => {
    const { app, AccessToken } = await appWithAda();
    await requestCode(app, AccessToken);
    const wrong = wrongCode(app, ADA);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(verify(app, AccessToken, wrong))).toMatch(/^CodeMismatchException/);
    }
    expect(await refusal(verify(app, AccessToken, lastCode(app, ADA)))).toBe(
      "LimitExceededException: Attempt limit exceeded, please try after some time.",
    );
  });

  test("need an existing address", async () => {
    const { app, AccessToken } = await appWithAda();
    expect(await refusal(requestCode(app, AccessToken, "name"))).toBe(
      "InvalidParameterException: Invalid attribute name name for verification.",
    );
    expect(await refusal(requestCode(app, AccessToken, "phone_number"))).toBe(
      "InvalidParameterException: User does not have a value for phone_number.",
    );
    expect(await refusal(verify(app, AccessToken, "123456", "phone_number"))).toMatch(
      /^ExpiredCodeException/,
    );
    expect(await refusal(verify(app, AccessToken, "123456", "name"))).toMatch(/^InvalidParameterException/);
  });
});

describe("DeleteUserAttributes and DeleteUser", () => {
  test("removes attributes that the client may write", async () => {
    const { app, AccessToken } = await appWithAda();
    await update(app, AccessToken, { nickname: "A" });
    const remove = (...UserAttributeNames: string[]) =>
      app.server.admin.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames }));
    await remove("nickname");
    expect(await attributesOf(app, AccessToken)).not.toHaveProperty("nickname");
    expect(await refusal(remove("email_verified"))).toMatch(/^NotAuthorizedException/);
  });

  test("deletes the user, and the token becomes invalid", async () => {
    const { app, AccessToken } = await appWithAda();
    await app.server.admin.send(new DeleteUserCommand({ AccessToken }));
    expect(await refusal(app.server.admin.send(new DeleteUserCommand({ AccessToken })))).toMatch(
      /^UserNotFoundException/,
    );
    expect(await refusal(passwordSignIn(app, ADA))).toMatch(/^NotAuthorizedException/);
  });
});

describe("an administrator", () => {
  const change = (app: CognitoApp, attributes: Record<string, string>) =>
    app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );

  test("marks an address as verified, or the user verifies it", async () => {
    const { app, AccessToken } = await appWithAda(verifyFirst);
    await change(app, { email: NEW });
    expect(app.server.outbox.at(-1)).toMatchObject({ to: NEW });
    expect(await attributesOf(app, AccessToken)).toMatchObject({ email: ADA });
    const sent = app.server.outbox.length;
    await change(app, { email: "vouched@example.org", email_verified: "true" });
    expect(app.server.outbox).toHaveLength(sent);
    expect(await attributesOf(app, AccessToken)).toMatchObject({
      email: "vouched@example.org",
      email_verified: "true",
    });
    // The pending address is discarded.
    expect(await refusal(verify(app, AccessToken, lastCode(app, NEW)))).toMatch(
      /^(CodeMismatch|ExpiredCode)Exception/,
    );
  });

  test("resets a password: the old one is invalid, and a code sets a new one", async () => {
    const { app } = await appWithAda();
    const reset = (Username: string) =>
      app.server.admin.send(new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username }));
    await reset(ADA);
    expect(lastMessage(app, ADA)).toMatchObject({ source: "CustomMessage_ForgotPassword" });
    expect(await refusal(passwordSignIn(app, ADA))).toBe(
      "PasswordResetRequiredException: Password reset required for the user",
    );
    const { UserStatus } = await app.server.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: ADA }),
    );
    expect(UserStatus).toBe("RESET_REQUIRED");
    await resetPassword(app, ADA, "Correct-Horse-10");
    expect((await passwordSignIn(app, ADA, "Correct-Horse-10")).AuthenticationResult).toBeDefined();

    await signUp(app, "new@example.com");
    expect(await refusal(reset("new@example.com"))).toBe(
      "NotAuthorizedException: User password cannot be reset in the current state.",
    );
    expect(await refusal(reset("ghost@example.com"))).toBe("UserNotFoundException: User does not exist.");
  });

  test("does not reset a password that could not be recovered", async () => {
    const { app } = await appWithAda();
    await change(app, { email_verified: "false" });
    const reset = new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: ADA });
    expect(await refusal(app.server.admin.send(reset))).toBe(
      "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  });

  test("a password stays valid if no code can be sent", async () => {
    const { app } = await appWithAda();
    const reset = new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: ADA });
    for (let sent = 0; sent < 20; sent += 1) await app.server.admin.send(reset);
    await setPassword(app, ADA);
    expect(await refusal(app.server.admin.send(reset))).toMatch(/^LimitExceededException/);
    expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  });
});
