import {
  AdminCreateUserCommand,
  ConfirmSignUpCommand,
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
} from "../../support/cognito-app.ts";
import { startPasswordlessApp } from "../../support/passwordless-app.ts";

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

test("a user without a password signs up, and begins with a code", async () => {
  const app = await startPasswordlessApp();
  await signUpWithout(app);
  await confirm(app);
  expect((await begin(app, { USERNAME: ADA })).AvailableChallenges).toEqual(["EMAIL_OTP"]);
  expect(await refusal(passwordSignIn(app, ADA))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
});

test("a pool without codes as first factor asks for a password", async () => {
  expect(await refusal(signUpWithout(await startCognitoApp()))).toBe(
    "InvalidParameterException: Missing required parameter PASSWORD",
  );
});

test("the session of a sign-up becomes that of its confirmation, which signs in, once", async () => {
  const app = await startPasswordlessApp();
  const { Session: signedUp } = await signUpWithout(app);
  const { Session: confirmed } = await confirm(app, signedUp);
  const { AuthenticationResult } = await begin(app, { USERNAME: ADA }, confirmed);
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  expect(await refusal(begin(app, { USERNAME: ADA }, confirmed))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
});

test("that session is good for its user and its time, and not before the confirmation", async () => {
  const app = await startPasswordlessApp();
  const { Session: signedUp } = await signUpWithout(app);
  expect(await refusal(begin(app, { USERNAME: ADA }, signedUp))).toBe(
    "NotAuthorizedException: Invalid session for the user.",
  );
  await signUp(app, "eve@example.com");
  const { Session: eves } = await signUp(app, "eva@example.com");
  // Somebody else's session does not become Ada's, and her confirmation does not suffer.
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
});

test("an administrator creates a user without a password, confirmed, with nothing to send", async () => {
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
