import {
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  claimsOf,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const DAY = 24 * 60 * 60 * 1000;

/** The service's own client: rotation, ten seconds for retries. */
const rotating: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
};

async function appWithUser(client: Partial<CreateUserPoolClientCommandInput> = {}) {
  const app = await startCognitoApp({ client });
  await signUpConfirmed(app, "ada@example.com");
  return app;
}

async function exchange(app: CognitoApp, RefreshToken: string | undefined, ClientSecret?: string) {
  const { AuthenticationResult } = await app.server.admin.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: app.clientId, RefreshToken, ClientSecret }),
  );
  return AuthenticationResult ?? {};
}

function refreshByFlow(app: CognitoApp, token: string) {
  return app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: token },
    }),
  );
}

function getUser(app: CognitoApp, AccessToken: string | undefined) {
  return app.server.admin.send(new GetUserCommand({ AccessToken }));
}

describe("refreshing without rotation", () => {
  test("returns new tokens of the same sign-in and no new refresh token, in either operation", async () => {
    const app = await appWithUser();
    const first = await tokensOf(app, "ada@example.com");
    app.server.clock.advance(60_000);
    const byFlow = (await refreshByFlow(app, first.RefreshToken)).AuthenticationResult;
    const byOperation = await exchange(app, first.RefreshToken);
    for (const tokens of [byFlow, byOperation]) {
      expect(tokens?.RefreshToken).toBeUndefined();
      const before = claimsOf(first.AccessToken);
      expect(claimsOf(tokens?.AccessToken)).toMatchObject({
        origin_jti: before.origin_jti,
        auth_time: before.auth_time,
        iat: Number(before.iat) + 60,
      });
      expect(claimsOf(tokens?.AccessToken).jti).not.toBe(before.jti);
      expect(claimsOf(tokens?.IdToken).aud).toBe(app.clientId);
    }
  });

  test("refuses a token that is unknown, another client's, or thirty days old", async () => {
    const app = await appWithUser();
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    expect(await refusal(exchange(app, "never-issued"))).toBe(
      "NotAuthorizedException: Invalid Refresh Token",
    );
    const { UserPoolClient } = await app.server.admin.send(
      new CreateUserPoolClientCommand({ UserPoolId: app.poolId, ClientName: "other" }),
    );
    const other = { ...app, clientId: UserPoolClient?.ClientId ?? "" };
    expect(await refusal(exchange(other, RefreshToken))).toBe(
      "NotAuthorizedException: Invalid Refresh Token",
    );
    app.server.clock.advance(30 * DAY);
    expect(await refusal(exchange(app, RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has expired",
    );
  });

  test("refuses a user who was disabled, because that revoked all tokens", async () => {
    const app = await appWithUser();
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    await app.server.admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "ada@example.com" }),
    );
    expect(await refusal(exchange(app, RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
  });
});

describe("rotation", () => {
  test("replaces the refresh token", async () => {
    const app = await appWithUser(rotating);
    const first = await tokensOf(app, "ada@example.com");
    const second = await exchange(app, first.RefreshToken);
    expect(second.RefreshToken).toEqual(expect.any(String));
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    const third = await exchange(app, second.RefreshToken);
    expect(claimsOf(third.AccessToken).origin_jti).toBe(claimsOf(first.AccessToken).origin_jti);
  });

  test("accepts a retry for ten seconds, counted from the first use", async () => {
    const app = await appWithUser(rotating);
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    const [one, two] = await Promise.all([exchange(app, RefreshToken), exchange(app, RefreshToken)]);
    expect(one.RefreshToken).not.toBe(two.RefreshToken);
    app.server.clock.advance(9_999);
    expect(await refusal(exchange(app, RefreshToken))).toBe("not refused");
    app.server.clock.advance(1);
    expect(await refusal(exchange(app, RefreshToken))).toMatch(/^RefreshTokenReuseException/);
  });

  test("a replay after that ends the whole sign-in", async () => {
    const app = await appWithUser(rotating);
    const first = await tokensOf(app, "ada@example.com");
    const second = await exchange(app, first.RefreshToken);
    app.server.clock.advance(10_000);
    expect(await refusal(exchange(app, first.RefreshToken))).toMatch(/^RefreshTokenReuseException/);
    expect(await refusal(exchange(app, second.RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
    expect(await refusal(getUser(app, second.AccessToken))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
  });

  test("without a grace period, of two concurrent refreshes one succeeds", async () => {
    const app = await appWithUser({
      ...rotating,
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    });
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    const outcomes = await Promise.all([
      refusal(exchange(app, RefreshToken)),
      refusal(exchange(app, RefreshToken)),
    ]);
    expect(outcomes.filter((outcome) => outcome === "not refused")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.startsWith("RefreshTokenReuseException"))).toHaveLength(1);
  });

  test("a rotated token expires when the first one would have", async () => {
    const app = await appWithUser(rotating);
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    app.server.clock.advance(29 * DAY);
    const second = await exchange(app, RefreshToken);
    app.server.clock.advance(DAY);
    expect(await refusal(exchange(app, second.RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has expired",
    );
  });

  test("disables the old flow", async () => {
    const app = await appWithUser(rotating);
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    expect(await refusal(refreshByFlow(app, RefreshToken))).toBe(
      "InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client",
    );
  });
});

describe("revoking", () => {
  const revoke = (app: CognitoApp, Token: string, ClientSecret?: string) =>
    app.server.admin.send(new RevokeTokenCommand({ ClientId: app.clientId, Token, ClientSecret }));

  test("ends one sign-in: its refresh tokens and, for Cognito, its access tokens", async () => {
    const app = await appWithUser();
    const phone = await tokensOf(app, "ada@example.com");
    const laptop = await tokensOf(app, "ada@example.com");
    await revoke(app, phone.RefreshToken);
    expect(await refusal(exchange(app, phone.RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
    expect(await refusal(getUser(app, phone.AccessToken))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
    expect(await refusal(getUser(app, laptop.AccessToken))).toBe("not refused");
    expect(await refusal(exchange(app, laptop.RefreshToken))).toBe("not refused");
  });

  test("accepts refresh tokens only, and an unknown one is not an error", async () => {
    const app = await appWithUser();
    const { AccessToken } = await tokensOf(app, "ada@example.com");
    expect(await refusal(revoke(app, AccessToken))).toMatch(/^UnsupportedTokenTypeException/);
    expect(await refusal(revoke(app, "never-issued"))).toBe("not refused");
  });

  test("is refused for another client, as refreshing is", async () => {
    const app = await appWithUser();
    const { RefreshToken } = await tokensOf(app, "ada@example.com");
    const { UserPoolClient } = await app.server.admin.send(
      new CreateUserPoolClientCommand({ UserPoolId: app.poolId, ClientName: "other" }),
    );
    const other = { ...app, clientId: UserPoolClient?.ClientId ?? "" };
    expect(await refusal(revoke(other, RefreshToken))).toMatch(/^UnauthorizedException/);
    expect(await refusal(exchange(app, RefreshToken))).toBe("not refused");
  });

  test("can be turned off for a client, whose tokens then have no origin_jti", async () => {
    const app = await appWithUser({ EnableTokenRevocation: false });
    const { AccessToken, RefreshToken } = await tokensOf(app, "ada@example.com");
    expect(claimsOf(AccessToken)).not.toHaveProperty("origin_jti");
    expect(await refusal(revoke(app, RefreshToken))).toMatch(/^UnsupportedOperationException/);
  });

  test("a confidential client authenticates with its secret", async () => {
    const app = await startCognitoApp({ client: { GenerateSecret: true } });
    expect(await refusal(revoke(app, "any"))).toMatch(/^UnauthorizedException/);
    expect(await refusal(revoke(app, "any", "guess".repeat(6)))).toMatch(/^UnauthorizedException/);
    expect(await refusal(revoke(app, "any", app.clientSecret ?? ""))).toBe("not refused");
    expect(await refusal(exchange(app, "any", "guess".repeat(6)))).toBe(
      "NotAuthorizedException: Invalid client secret",
    );
  });
});

describe("signing out everywhere", () => {
  test.each([
    ["by the user", (_app: CognitoApp, AccessToken: string) => new GlobalSignOutCommand({ AccessToken })],
    [
      "by an administrator",
      (app: CognitoApp) =>
        new AdminUserGlobalSignOutCommand({ UserPoolId: app.poolId, Username: "ada@example.com" }),
    ],
  ])("%s ends every existing sign-in, and no later one", async (_who, command) => {
    const app = await appWithUser();
    const phone = await tokensOf(app, "ada@example.com");
    const laptop = await tokensOf(app, "ada@example.com");
    await app.server.admin.send(command(app, phone.AccessToken) as GlobalSignOutCommand);
    for (const { AccessToken, RefreshToken } of [phone, laptop]) {
      expect(await refusal(getUser(app, AccessToken))).toBe(
        "NotAuthorizedException: Access Token has been revoked",
      );
      expect(await refusal(exchange(app, RefreshToken))).toBe(
        "NotAuthorizedException: Refresh Token has been revoked",
      );
    }
    const later = await tokensOf(app, "ada@example.com");
    expect(await refusal(getUser(app, later.AccessToken))).toBe("not refused");
  });

  test("is refused with a token that was signed out", async () => {
    const app = await appWithUser();
    const { AccessToken } = await tokensOf(app, "ada@example.com");
    const signOut = () => refusal(app.server.admin.send(new GlobalSignOutCommand({ AccessToken })));
    expect(await signOut()).toBe("not refused");
    expect(await signOut()).toBe("NotAuthorizedException: Access Token has been revoked");
  });
});
