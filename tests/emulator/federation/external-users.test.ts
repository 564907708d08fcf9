import {
  AdminConfirmSignUpCommand,
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminLinkProviderForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf, refusal } from "../../support/worlds/cognito-app.ts";
import {
  type FederatedApp,
  findUser,
  refusalAtProvider,
  signInAtProvider,
  startFederatedApp,
  tokensFor,
} from "../../support/worlds/federated-app.ts";

const ADA = "Corp_ada-1";
const PASSWORD = "Correct-Horse-9";

async function withExternalUser(hidesUsers = true): Promise<FederatedApp> {
  const app = await startFederatedApp({
    client: {
      PreventUserExistenceErrors: hidesUsers ? "ENABLED" : "LEGACY",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_USER_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
    },
  });
  await signInAtProvider(app);
  return app;
}

describe("a provider's user signs in only there", () => {
  test.each([true, false])("not by password (unknown users hidden: %s)", async (hidesUsers) => {
    const app = await withExternalUser(hidesUsers);
    const AuthParameters = { USERNAME: ADA, PASSWORD };
    const wrong = "NotAuthorizedException: Incorrect username or password.";
    for (const USERNAME of [ADA, ...(hidesUsers ? ["ada@example.com"] : [])]) {
      const call = app.admin.send(
        new InitiateAuthCommand({
          ClientId: app.clientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { ...AuthParameters, USERNAME },
        }),
      );
      expect(await refusal(call)).toBe(wrong);
    }
    const byAdmin = app.admin.send(
      new AdminInitiateAuthCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters,
      }),
    );
    expect(await refusal(byAdmin)).toBe(wrong);
  });

  test("not by a code: none is sent to their address", async () => {
    const app = await withExternalUser();
    const answer = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: ADA, PREFERRED_CHALLENGE: "EMAIL_OTP" },
      }),
    );
    expect(answer.AuthenticationResult).toBeUndefined();
    expect(app.cloud.inbox.list()).toEqual([]);
  });

  test("and gets no password, by themselves or by a reset", async () => {
    const app = await withExternalUser(false);
    const cannot = "NotAuthorizedException: User password cannot be reset in the current state.";
    const forgot = new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA });
    expect(await refusal(app.admin.send(forgot))).toBe(cannot);
    const reset = new AdminResetUserPasswordCommand({ UserPoolId: app.poolId, Username: ADA });
    expect(await refusal(app.admin.send(reset))).toBe(cannot);
    const tokens = await tokensFor(app, await signInAtProvider(app));
    const change = new ChangePasswordCommand({
      AccessToken: tokens.access_token,
      ProposedPassword: PASSWORD,
    });
    expect(await refusal(app.admin.send(change))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    const confirm = new ConfirmForgotPasswordCommand({
      ClientId: app.clientId,
      Username: ADA,
      ConfirmationCode: "123456",
      Password: PASSWORD,
    });
    expect(await refusal(app.admin.send(confirm))).toMatch(/^(CodeMismatch|ExpiredCode)Exception/);
  });

  test("and with a forgotten password gets the answer for an unknown user if those are hidden, and no mail", async () => {
    const app = await withExternalUser();
    const { CodeDeliveryDetails } = await app.admin.send(
      new ForgotPasswordCommand({ ClientId: app.clientId, Username: ADA }),
    );
    expect(CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
    expect(app.cloud.inbox.list()).toEqual([]);
  });

  test("is already confirmed", async () => {
    const app = await withExternalUser();
    const state = "User cannot be confirmed. Current status is EXTERNAL_PROVIDER";
    const byAdmin = new AdminConfirmSignUpCommand({ UserPoolId: app.poolId, Username: ADA });
    expect(await refusal(app.admin.send(byAdmin))).toBe(`NotAuthorizedException: ${state}`);
    const confirm = new ConfirmSignUpCommand({
      ClientId: app.clientId,
      Username: ADA,
      ConfirmationCode: "123456",
    });
    expect(await refusal(app.admin.send(confirm))).toBe(`NotAuthorizedException: ${state}`);
    const resend = new ResendConfirmationCodeCommand({ ClientId: app.clientId, Username: ADA });
    expect(await refusal(app.admin.send(resend))).toBe(
      "InvalidParameterException: User is already confirmed.",
    );
  });

  test("has a profile, which the token shows, and can refresh", async () => {
    const app = await withExternalUser();
    const tokens = await tokensFor(app, await signInAtProvider(app));
    const own = await app.admin.send(new GetUserCommand({ AccessToken: tokens.access_token }));
    expect(own.Username).toBe(ADA);
    const refreshed = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: tokens.refresh_token ?? "" },
      }),
    );
    expect(claimsOf(refreshed.AuthenticationResult?.IdToken)).toMatchObject({
      "cognito:username": ADA,
      identities: [expect.objectContaining({ userId: "ada-1" })],
    });
  });

  test("with a password that an administrator sets can also sign in at the pool", async () => {
    const app = await withExternalUser();
    await app.admin.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        Password: PASSWORD,
        Permanent: true,
      }),
    );
    const { AuthenticationResult } = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalAtProvider(app)).toBe("not refused");
  });
});

describe("an identity that is linked", () => {
  const NATIVE = "ada@example.com";

  async function withNativeUser(settings: Parameters<typeof startFederatedApp>[0] = {}) {
    const app = await startFederatedApp(settings);
    await app.admin.send(new SignUpCommand({ ClientId: app.clientId, Username: NATIVE, Password: PASSWORD }));
    await app.admin.send(new AdminConfirmSignUpCommand({ UserPoolId: app.poolId, Username: NATIVE }));
    const { Username } = await app.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: NATIVE }),
    );
    return { app, username: Username ?? "" };
  }

  const link = (app: FederatedApp, name: string, value: string, destination = NATIVE, provider = "Cognito") =>
    app.admin.send(
      new AdminLinkProviderForUserCommand({
        UserPoolId: app.poolId,
        DestinationUser: { ProviderName: provider, ProviderAttributeValue: destination },
        SourceUser: {
          ProviderName: "Corp",
          ProviderAttributeName: name,
          ProviderAttributeValue: value,
        },
      }),
    );

  test("signs in as the native user, who is not in the provider's group", async () => {
    const { app, username } = await withNativeUser();
    await link(app, "Cognito_Subject", "ada-1");
    const tokens = await tokensFor(app, await signInAtProvider(app));
    const claims = claimsOf(tokens.id_token);
    expect(claims).toMatchObject({
      "cognito:username": username,
      name: "Ada Lovelace",
      identities: [{ userId: "ada-1", providerName: "Corp", primary: "false" }],
    });
    expect(claims).not.toHaveProperty("cognito:groups");
    expect(await findUser(app, ADA)).toBeNull();
  });

  test("by a mapped attribute of this provider, but not by one that it did not send", async () => {
    const { app, username } = await withNativeUser();
    await link(app, "email", "lovelace@example.com");
    expect(await refusalAtProvider(app)).toBe("not refused");
    expect((await findUser(app, ADA))?.UserStatus).toBe("EXTERNAL_PROVIDER");

    app.provider.script.person = { sub: "ada-2", email: "lovelace@example.com", email_verified: true };
    const tokens = await tokensFor(app, await signInAtProvider(app));
    expect(claimsOf(tokens.id_token)["cognito:username"]).toBe(username);
    expect(await findUser(app, "Corp_ada-2")).toBeNull();
  });

  test("is not linked by an attribute that is not mapped", async () => {
    const { app } = await withNativeUser();
    await link(app, "department", "engines");
    app.provider.script.person.department = "engines";
    await signInAtProvider(app);
    expect(await findUser(app, ADA)).not.toBeNull();
  });

  test("to a disabled or unconfirmed user is refused", async () => {
    const { app, username } = await withNativeUser();
    await link(app, "Cognito_Subject", "ada-1");
    const { AdminDisableUserCommand } = await import("@aws-sdk/client-cognito-identity-provider");
    await app.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: username }));
    expect(await refusalAtProvider(app)).toBe("invalid_request: User is disabled.");

    await app.admin.send(
      new SignUpCommand({ ClientId: app.clientId, Username: "eve@example.com", Password: PASSWORD }),
    );
    await link(app, "Cognito_Subject", "eve-1", "eve@example.com");
    app.provider.script.person.sub = "eve-1";
    expect(await refusalAtProvider(app)).toBe("invalid_request: User is not confirmed.");
  });

  test("does not get another user's address", async () => {
    const { app } = await withNativeUser();
    await app.admin.send(
      new SignUpCommand({ ClientId: app.clientId, Username: "eve@example.com", Password: PASSWORD }),
    );
    await link(app, "Cognito_Subject", "ada-1");
    app.provider.script.person.email = "eve@example.com";
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: An account with the given email already exists.",
    );
    expect((await findUser(app, "eve@example.com"))?.UserStatus).toBe("UNCONFIRMED");
  });

  test("by a function at the first sign-in: the first fails as on AWS, the next succeeds", async () => {
    const { app, username } = await withNativeUser({ triggers: ["PreSignUp"] });
    app.onTrigger = async (event) => {
      const [, subject = ""] = event.userName.split("_");
      await link(app, "Cognito_Subject", subject);
      return event;
    };
    expect(await refusalAtProvider(app)).toBe(`invalid_request: Already found an entry for username ${ADA}`);
    expect(await findUser(app, ADA)).toBeNull();
    const tokens = await tokensFor(app, await signInAtProvider(app));
    expect(claimsOf(tokens.id_token)["cognito:username"]).toBe(username);
  });

  test("by a lower-case username is not the identity that signs in", async () => {
    const { app } = await withNativeUser({
      triggers: ["PreSignUp"],
      pool: { UsernameConfiguration: { CaseSensitive: false } },
    });
    app.provider.script.person.sub = "AbC";
    app.onTrigger = async (event) => {
      const [, subject = ""] = event.userName.split("_");
      await link(app, "Cognito_Subject", subject);
      return event;
    };
    for (const _ of ["first", "second"]) {
      expect(await refusalAtProvider(app)).toBe(
        "invalid_request: Invalid ProviderName/Username combination. Please check again",
      );
    }
  });

  test("and unlinked is a separate user again", async () => {
    const { app } = await withNativeUser();
    await link(app, "Cognito_Subject", "ada-1");
    await app.admin.send(
      new AdminDisableProviderForUserCommand({
        UserPoolId: app.poolId,
        User: {
          ProviderName: "Corp",
          ProviderAttributeName: "Cognito_Subject",
          ProviderAttributeValue: "ada-1",
        },
      }),
    );
    await signInAtProvider(app);
    expect(await findUser(app, ADA)).not.toBeNull();
  });

  test("must not have a profile yet, and may be linked to a provider's user, who keeps their own identity", async () => {
    const { app } = await withNativeUser();
    await signInAtProvider(app);
    expect(await refusal(link(app, "Cognito_Subject", "ada-1"))).toMatch(
      /^InvalidParameterException: Merging is not currently supported/,
    );
    await link(app, "Cognito_Subject", "ada-2", "ada-1", "Corp");
    const identities = JSON.parse((await findUser(app, ADA))?.attributes.identities ?? "");
    expect(identities).toMatchObject([
      { userId: "ada-1", primary: true },
      { userId: "ada-2", primary: false },
    ]);
    app.provider.script.person.sub = "ada-2";
    const tokens = await tokensFor(app, await signInAtProvider(app));
    expect(claimsOf(tokens.id_token)["cognito:username"]).toBe(ADA);
    expect(await refusal(link(app, "Cognito_Subject", "ada-3", "ghost", "Corp"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });
});
