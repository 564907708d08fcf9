import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  type AuthFlowType,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { JwtVerifier } from "aws-jwt-verify";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const WRONG = "NotAuthorizedException: Incorrect username or password.";
const LOCKED = "NotAuthorizedException: Password attempts exceeded";

describe("a password sign-in", () => {
  let app: CognitoApp;
  let sub: string;
  beforeAll(async () => {
    app = await startCognitoApp();
    sub = await signUpConfirmed(app, "ada@example.com");
  });

  test("returns tokens that verify with the pool's keys", async () => {
    const { ChallengeName, AuthenticationResult: tokens } = await passwordSignIn(app, "ada@example.com");
    expect(ChallengeName).toBeUndefined();
    expect(tokens).toMatchObject({ ExpiresIn: 3600, TokenType: "Bearer" });
    const issuer = `${app.server.endpoint}/${app.poolId}`;
    const jwks = app.server.service.jwks(app.poolId);
    // The clock is fake: only the signature, issuer and audience are checked here.
    const verifier = JwtVerifier.create({ issuer, audience: null, graceSeconds: Number.MAX_SAFE_INTEGER });
    verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
    await expect(verifier.verify(tokens?.IdToken ?? "")).resolves.toMatchObject({ aud: app.clientId, sub });
    await expect(verifier.verify(tokens?.AccessToken ?? "")).resolves.toMatchObject({
      client_id: app.clientId,
      sub,
    });
    const forged = `${tokens?.AccessToken?.slice(0, -6)}AAAAAA`;
    await expect(verifier.verify(forged)).rejects.toThrow("Invalid signature");
  });

  test("its ID token identifies the user with Cognito's claims", async () => {
    const { IdToken } = await tokensOf(app, "ada@example.com");
    const now = app.server.clock.now() / 1000;
    expect(claimsOf(IdToken)).toEqual({
      sub,
      email: "ada@example.com",
      email_verified: true,
      "cognito:username": sub,
      aud: app.clientId,
      iss: `${app.server.endpoint}/${app.poolId}`,
      token_use: "id",
      auth_time: now,
      iat: now,
      exp: now + 3600,
      jti: expect.any(String),
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      acr: "urn:cognito:loa:1",
      amr: ["pwd"],
    });
  });

  test("its access token says what the client may do", async () => {
    const { AccessToken, IdToken } = await tokensOf(app, "ada@example.com");
    const now = app.server.clock.now() / 1000;
    expect(claimsOf(AccessToken)).toEqual({
      sub,
      username: sub,
      client_id: app.clientId,
      scope: "aws.cognito.signin.user.admin",
      iss: `${app.server.endpoint}/${app.poolId}`,
      token_use: "access",
      auth_time: now,
      iat: now,
      exp: now + 3600,
      jti: expect.any(String),
      origin_jti: claimsOf(IdToken).origin_jti,
      event_id: claimsOf(IdToken).event_id,
      acr: "urn:cognito:loa:1",
      amr: ["pwd"],
    });
  });

  test("allows GetUser", async () => {
    const { AccessToken, IdToken } = await tokensOf(app, "ada@example.com");
    const user = await app.server.admin.send(new GetUserCommand({ AccessToken }));
    expect(user.Username).toBe(sub);
    expect(user.UserAttributes).toContainEqual({ Name: "sub", Value: sub });
    expect(user.UserAttributes).toContainEqual({ Name: "email", Value: "ada@example.com" });
    expect(await refusal(app.server.admin.send(new GetUserCommand({ AccessToken: IdToken })))).toBe(
      "NotAuthorizedException: Invalid Access Token",
    );
  });

  test("refuses a wrong password and an unknown user with the same message", async () => {
    expect(await refusal(passwordSignIn(app, "ada@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    expect(await refusal(passwordSignIn(app, "nobody@example.com"))).toBe(WRONG);
  });

  test("names missing parameters", async () => {
    const start = (AuthParameters: Record<string, string>) =>
      app.server.admin.send(
        new InitiateAuthCommand({ ClientId: app.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
      );
    expect(await refusal(start({ PASSWORD }))).toBe(
      "InvalidParameterException: Missing required parameter USERNAME",
    );
    expect(await refusal(start({ USERNAME: "ada@example.com" }))).toBe(
      "InvalidParameterException: Missing required parameter PASSWORD",
    );
  });

  test("refuses a disabled user, whatever the password", async () => {
    await signUpConfirmed(app, "off@example.com");
    await app.server.admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "off@example.com" }),
    );
    for (const password of [PASSWORD, "Wrong-Horse-9"]) {
      expect(await refusal(passwordSignIn(app, "off@example.com", password))).toBe(
        "NotAuthorizedException: User is disabled.",
      );
    }
  });

  test("returns groups and roles, the lowest precedence first", async () => {
    const groups = [
      { GroupName: "users", Precedence: 30, RoleArn: "arn:aws:iam::000000000000:role/users-role" },
      { GroupName: "admins", Precedence: 10, RoleArn: "arn:aws:iam::000000000000:role/admins-role" },
    ];
    await signUpConfirmed(app, "chief@example.com");
    for (const group of groups) {
      await app.server.admin.send(new CreateGroupCommand({ UserPoolId: app.poolId, ...group }));
      const member = { UserPoolId: app.poolId, Username: "chief@example.com", GroupName: group.GroupName };
      await app.server.admin.send(new AdminAddUserToGroupCommand(member));
    }
    const { AccessToken, IdToken } = await tokensOf(app, "chief@example.com");
    expect(claimsOf(AccessToken)["cognito:groups"]).toEqual(["admins", "users"]);
    expect(claimsOf(IdToken)).toMatchObject({
      "cognito:groups": ["admins", "users"],
      "cognito:roles": [
        "arn:aws:iam::000000000000:role/admins-role",
        "arn:aws:iam::000000000000:role/users-role",
      ],
      "cognito:preferred_role": "arn:aws:iam::000000000000:role/admins-role",
    });
  });

  test("works for an administrator with the admin flow", async () => {
    const start = (AuthFlow: AuthFlowType) =>
      app.server.admin.send(
        new AdminInitiateAuthCommand({
          UserPoolId: app.poolId,
          ClientId: app.clientId,
          AuthFlow,
          AuthParameters: { USERNAME: "ada@example.com", PASSWORD },
        }),
      );
    for (const flow of ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] as const) {
      const { AuthenticationResult } = await start(flow);
      expect(claimsOf(AuthenticationResult?.AccessToken).sub).toBe(sub);
    }
    expect(await refusal(start("USER_PASSWORD_AUTH"))).toBe(
      "InvalidParameterException: Initiate Auth method not supported.",
    );
  });
});

describe("a client's flows", () => {
  test("other flows are refused", async () => {
    const app = await startCognitoApp({
      client: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    });
    const start = (AuthFlow: AuthFlowType) =>
      refusal(
        app.server.admin.send(
          new InitiateAuthCommand({ ClientId: app.clientId, AuthFlow, AuthParameters: {} }),
        ),
      );
    expect(await start("USER_PASSWORD_AUTH")).toBe(
      "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client",
    );
    expect(await start("USER_SRP_AUTH")).toBe(
      "InvalidParameterException: USER_SRP_AUTH is not enabled for the client.",
    );
    expect(await start("ADMIN_NO_SRP_AUTH")).toBe(
      "InvalidParameterException: Initiate Auth method not supported.",
    );
  });

  test("another pool's client is unknown to an administrator", async () => {
    const app = await startCognitoApp();
    const command = new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: "0123456789abcdefghijklmnop",
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    });
    expect(await refusal(app.server.admin.send(command))).toMatch(/^ResourceNotFoundException/);
  });
});

describe("guessing passwords", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp();
  });

  test("is slowed down after five wrong ones: one second, two, four…", async () => {
    await signUpConfirmed(app, "slow@example.com");
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(passwordSignIn(app, "slow@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    }
    expect(await refusal(passwordSignIn(app, "slow@example.com"))).toBe(LOCKED);
    app.server.clock.advance(1000);
    expect(await refusal(passwordSignIn(app, "slow@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    app.server.clock.advance(1999);
    expect(await refusal(passwordSignIn(app, "slow@example.com"))).toBe(LOCKED);
    app.server.clock.advance(1);
    expect(await refusal(passwordSignIn(app, "slow@example.com"))).toBe("not refused");
    expect(await refusal(passwordSignIn(app, "slow@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    expect(await refusal(passwordSignIn(app, "slow@example.com"))).toBe("not refused");
  });

  test("is slowed down for unknown users, too", async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(passwordSignIn(app, "ghost@example.com"))).toBe(WRONG);
    }
    expect(await refusal(passwordSignIn(app, "Ghost@example.com"))).toBe(LOCKED);
  });

  test("in parallel is limited as well: of twenty concurrent guesses five are checked", async () => {
    await signUpConfirmed(app, "burst@example.com");
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => refusal(passwordSignIn(app, "burst@example.com", "Wrong-Horse-9"))),
    );
    expect(outcomes.filter((outcome) => outcome === WRONG)).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === LOCKED)).toHaveLength(15);
  });
});

test("a client with the legacy setting is told that a user is unknown", async () => {
  const app = await startCognitoApp({ client: { PreventUserExistenceErrors: "LEGACY" } });
  expect(await refusal(passwordSignIn(app, "nobody@example.com"))).toBe(
    "UserNotFoundException: User does not exist.",
  );
});

test("tokens have the client's lifetimes", async () => {
  const app = await startCognitoApp({
    client: {
      AccessTokenValidity: 5,
      IdTokenValidity: 2,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "hours" },
    },
  });
  await signUpConfirmed(app, "ada@example.com");
  const { AuthenticationResult: tokens } = await passwordSignIn(app, "ada@example.com");
  const now = app.server.clock.now() / 1000;
  expect(tokens?.ExpiresIn).toBe(300);
  expect(claimsOf(tokens?.AccessToken).exp).toBe(now + 300);
  expect(claimsOf(tokens?.IdToken).exp).toBe(now + 7200);
});

test("an ID token has only attributes that its client may read", async () => {
  const app = await startCognitoApp();
  await signUpConfirmed(app, "ada@example.com");
  const { UserPoolClient } = await app.server.admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientName: "narrow",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      ReadAttributes: ["email_verified"],
    }),
  );
  const { IdToken } = await tokensOf({ ...app, clientId: UserPoolClient?.ClientId ?? "" }, "ada@example.com");
  expect(claimsOf(IdToken)).toMatchObject({ email_verified: true });
  expect(claimsOf(IdToken)).not.toHaveProperty("email");
});
