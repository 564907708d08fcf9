import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { srpSignIn } from "../../../support/clients/srp-client.ts";
import {
  appWithTriggers,
  TRIGGER_ARN,
  type TriggerEvent,
} from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  PASSWORD,
  passwordSignIn,
  refusal,
  resetPassword,
} from "../../../support/worlds/cognito-app.ts";
import { Outcome } from "../../../support/worlds/in-process-lambdas.ts";

const ADA = "ada@example.com";
const wrong = "NotAuthorizedException: Incorrect username or password.";

const known = { email: ADA, email_verified: "true", name: "Ada" };

/** A legacy system that knows Ada and her password. */
const legacy =
  (response: Record<string, unknown> = {}) =>
  (event: TriggerEvent): unknown => {
    if (event.request.password !== null && event.request.password !== PASSWORD) {
      throw new Error("Bad password");
    }
    return { ...event, response: { userAttributes: known, finalUserStatus: "CONFIRMED", ...response } };
  };

const migratingApp = (script: (event: TriggerEvent) => unknown = legacy(), client = {}) =>
  appWithTriggers({ UserMigration: TRIGGER_ARN }, script, client);

const userOf = (app: CognitoApp) =>
  app.server.admin.send(new AdminGetUserCommand({ UserPoolId: app.poolId, Username: ADA }));

describe("at the first sign-in with a password", () => {
  test("a user is migrated, with the password that was entered", async () => {
    const { app, events } = await migratingApp();
    const { AuthenticationResult } = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
        ClientMetadata: { from: "app" },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(events).toEqual([
      expect.objectContaining({
        triggerSource: "UserMigration_Authentication",
        userName: ADA,
        request: { password: PASSWORD, validationData: { from: "app" } },
        response: {
          userAttributes: null,
          forceAliasCreation: null,
          enableSMSMFA: null,
          finalUserStatus: null,
          messageAction: null,
          desiredDeliveryMediums: null,
        },
      }),
    ]);
    expect(await userOf(app)).toMatchObject({ UserStatus: "CONFIRMED" });
    await passwordSignIn(app, ADA);
    await srpSignIn(app, ADA, PASSWORD);
    expect(events).toHaveLength(1);
  });

  test("once, if there are two at the same time", async () => {
    const { app } = await migratingApp();
    const both = await Promise.all([passwordSignIn(app, ADA), passwordSignIn(app, ADA)]);
    for (const { AuthenticationResult } of both) expect(AuthenticationResult).toBeDefined();
  });

  test("for an administrator too, but not by SRP, which sends no password", async () => {
    const { app, events } = await migratingApp();
    expect(await refusal(srpSignIn(app, ADA, PASSWORD))).toBe(wrong);
    expect(events).toHaveLength(0);
    const { AuthenticationResult } = await app.server.admin.send(
      new AdminInitiateAuthCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
      }),
    );
    expect(AuthenticationResult).toBeDefined();
  });

  test("without a final status the password has to be reset", async () => {
    const { app } = await migratingApp(legacy({ finalUserStatus: undefined }));
    expect(await refusal(passwordSignIn(app, ADA))).toMatch(/^PasswordResetRequiredException/);
  });

  test.each([
    ["it does not know the password", legacy(), "Wrong-Horse-9"],
    ["it does not know the user", (event: TriggerEvent) => event, PASSWORD],
    ["it answers something else", legacy({ userAttributes: "Ada" }), PASSWORD],
    [
      "its attributes are not the pool's",
      legacy({ userAttributes: { ...known, "custom:none": "x" } }),
      PASSWORD,
    ],
    ["it does not answer", () => new Outcome({ kind: "timed-out" }), PASSWORD],
  ])(
    "if %s the user stays unknown, and the client does not learn the reason",
    async (_, script, password) => {
      const { app } = await migratingApp(script);
      expect(await refusal(passwordSignIn(app, ADA, password))).toBe(wrong);
      expect(await refusal(userOf(app))).toMatch(/^UserNotFoundException/);
    },
  );

  test("a client with the legacy setting gets the failure", async () => {
    const { app } = await migratingApp(legacy(), { PreventUserExistenceErrors: "LEGACY" });
    expect(await refusal(passwordSignIn(app, ADA, "Wrong-Horse-9"))).toBe(
      `UserNotFoundException: Exception migrating user in app client ${app.clientId}`,
    );
  });
});

test("with a forgotten password a user is migrated, and gets a code", async () => {
  const { app, events } = await migratingApp();
  await app.server.admin.send(
    new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA, ClientMetadata: { from: "app" } }),
  );
  expect(events[0]).toMatchObject({
    triggerSource: "UserMigration_ForgotPassword",
    request: { password: null, validationData: {}, clientMetadata: { from: "app" } },
  });
  await resetPassword(app, ADA, "Correct-Horse-10");
  expect((await passwordSignIn(app, ADA, "Correct-Horse-10")).AuthenticationResult).toBeDefined();
});
