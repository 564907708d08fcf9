import {
  AdminCreateUserCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import {
  type CognitoApp,
  lastCode,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUp,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";

const signUpWithout = (app: CognitoApp) =>
  app.server.admin.send(new SignUpCommand({ ClientId: app.clientId, Username: ADA }));

const confirm = (app: CognitoApp, Session?: string, Username = ADA) =>
  app.server.admin.send(
    new ConfirmSignUpCommand({
      ClientId: app.clientId,
      Username,
      ConfirmationCode: lastCode(app, Username),
      Session,
    }),
  );

const begin = (app: CognitoApp, AuthParameters: Record<string, string>, Session?: string) =>
  app.server.admin.send(
    new InitiateAuthCommand({ ClientId: app.clientId, AuthFlow: "USER_AUTH", AuthParameters, Session }),
  );

test("a user without a password signs up, and signs in with a code", async () => {
  const app = await startPasswordlessApp();
  await signUpWithout(app);
  await confirm(app);
  expect((await begin(app, { USERNAME: ADA })).AvailableChallenges).toEqual(["EMAIL_OTP"]);
  expect(await refusal(passwordSignIn(app, ADA))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
});

const passwordsOnly = { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] };

test.each([
  ["a pool without codes as first factor", () => startCognitoApp()],
  ["a client that can't start with a code", () => startPasswordlessApp(undefined, { client: passwordsOnly })],
  [
    "a pool that sends codes to another attribute",
    () => startPasswordlessApp(undefined, { factors: ["PASSWORD", "SMS_OTP"] }),
  ],
])("%s asks for a password", async (_, start) => {
  expect(await refusal(signUpWithout(await start()))).toBe(
    "InvalidParameterException: Missing required parameter PASSWORD",
  );
});

test("a user without a password sets a first one, and needs only the access token", async () => {
  const app = await startPasswordlessApp();
  await signUpWithout(app);
  const { Session } = await confirm(app);
  const { AuthenticationResult } = await begin(app, { USERNAME: ADA }, Session);
  const change = (more: { PreviousPassword?: string } = {}) =>
    app.server.admin.send(
      new ChangePasswordCommand({
        AccessToken: AuthenticationResult?.AccessToken,
        ProposedPassword: PASSWORD,
        ...more,
      }),
    );
  await change();
  expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
  expect(await refusal(change())).toBe(
    "InvalidParameterException: Missing required parameter PreviousPassword",
  );
});

test("or sets it with a code for a forgotten one", async () => {
  const app = await startPasswordlessApp();
  await signUpWithout(app);
  await confirm(app);
  const user = { ClientId: app.clientId, Username: ADA };
  await app.server.admin.send(new ForgotPasswordCommand(user));
  const code = { ConfirmationCode: lastCode(app, ADA), Password: PASSWORD };
  await app.server.admin.send(new ConfirmForgotPasswordCommand({ ...user, ...code }));
  expect((await passwordSignIn(app, ADA)).AuthenticationResult).toBeDefined();
});

test("the session of a sign-up leads to the session of its confirmation, which signs in once", async () => {
  const app = await startPasswordlessApp();
  const { Session: signedUp } = await signUpWithout(app);
  const { Session: confirmed } = await confirm(app, signedUp);
  const { AuthenticationResult } = await begin(app, { USERNAME: ADA }, confirmed);
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  expect(await refusal(begin(app, { USERNAME: ADA }, confirmed))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
});

test("the confirmation's session signs in once, whatever the client prefers", async () => {
  const app = await startPasswordlessApp();
  await signUpWithout(app);
  const { Session } = await confirm(app);
  const preferred = { USERNAME: ADA, PREFERRED_CHALLENGE: "PASSWORD" };
  expect((await begin(app, preferred, Session)).AuthenticationResult).toBeDefined();
  expect(await refusal(begin(app, preferred, Session))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
});

test("that session is ignored if a code is not a first factor: the user is asked as usual", async () => {
  const app = await startPasswordlessApp(undefined, { factors: ["PASSWORD"] });
  await signUp(app, ADA);
  const { Session } = await confirm(app);
  expect(await begin(app, { USERNAME: ADA }, Session)).toMatchObject({
    ChallengeName: "SELECT_CHALLENGE",
    AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"],
  });
});

test("that session is valid only for its user, for a limited time, after the confirmation", async () => {
  const app = await startPasswordlessApp();
  const { Session: signedUp } = await signUpWithout(app);
  expect(await refusal(begin(app, { USERNAME: ADA }, signedUp))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
  await signUp(app, "eve@example.com");
  const { Session: eves } = await signUp(app, "eva@example.com");
  // Another user's session does not sign Ada in, and does not affect her confirmation.
  expect(await confirm(app, eves)).not.toHaveProperty("Session");

  const { Session } = await app.server.admin.send(
    new SignUpCommand({ ClientId: app.clientId, Username: "bob@example.com", Password: PASSWORD }),
  );
  const { Session: bobs } = await confirm(app, Session, "bob@example.com");
  expect(await refusal(begin(app, { USERNAME: ADA }, bobs))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
  const { Session: eve } = await app.server.admin.send(
    new SignUpCommand({ ClientId: app.clientId, Username: "late@example.com", Password: PASSWORD }),
  );
  const { Session: late } = await confirm(app, eve, "late@example.com");
  app.server.clock.advance(3 * 60_000);
  expect(await refusal(begin(app, { USERNAME: "late@example.com" }, late))).toBe(
    "NotAuthorizedException: Invalid session for the user, session is expired.",
  );
});

test("a client that may not use USER_AUTH gets no session", async () => {
  const app = await startCognitoApp();
  expect(await signUp(app, ADA)).not.toHaveProperty("Session");
  expect(await confirm(app)).not.toHaveProperty("Session");
});

test("an administrator creates a user without a password, who is confirmed and gets no mail", async () => {
  const app = await startPasswordlessApp();
  const create = (more: Partial<ConstructorParameters<typeof AdminCreateUserCommand>[0]> = {}) =>
    app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
        DesiredDeliveryMediums: ["EMAIL"],
        ...more,
      }),
    );
  expect((await create()).User).toMatchObject({ UserStatus: "CONFIRMED" });
  expect(app.server.outbox).toHaveLength(0);
  expect((await begin(app, { USERNAME: ADA })).AvailableChallenges).toEqual(["EMAIL_OTP"]);
  const withPassword = await create({ Username: "bob@example.com", TemporaryPassword: PASSWORD });
  expect(withPassword.User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
  expect(await refusal(create({ MessageAction: "RESEND" }))).toMatch(/^UnsupportedUserStateException/);
});
