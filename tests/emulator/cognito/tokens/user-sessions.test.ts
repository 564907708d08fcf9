import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  PASSWORD,
  refusal,
  setPassword,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const ADA = "ada@example.com";
const BOB = "bob@example.com";
const DAY = 24 * 60 * 60 * 1000;

const track = (
  { server, poolId }: CognitoApp,
  MaxPerUser = 20,
  UserSessionTracking: "ENABLED" | "DISABLED" = "ENABLED",
) =>
  server.admin.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: poolId,
      UserSessionTracking,
      TokenSession: { MaxPerUser },
    }),
  );

async function trackingApp({
  maxPerUser = 20,
  client = {},
}: {
  maxPerUser?: number;
  client?: Partial<CreateUserPoolClientCommandInput>;
} = {}) {
  const app = await startCognitoApp({ client });
  await track(app, maxPerUser);
  await signUpConfirmed(app, ADA);
  return app;
}

async function sessionsOf({ server, poolId }: CognitoApp, Username = ADA) {
  const { Sessions = [] } = await server.admin.send(
    new AdminListUserSessionsCommand({ UserPoolId: poolId, Username }),
  );
  return Sessions;
}

/** A sign-in with its tokens and the id of its session. */
async function signIn(app: CognitoApp, username = ADA) {
  const tokens = await tokensOf(app, username);
  const { Sessions = [] } = await app.server.admin.send(
    new ListUserSessionsCommand({ AccessToken: tokens.AccessToken }),
  );
  const current = Sessions.find(({ IsCurrentSession }) => IsCurrentSession);
  return { ...tokens, id: String(current?.SessionId) };
}

const refresh = (app: CognitoApp, RefreshToken: string) =>
  app.server.admin.send(new GetTokensFromRefreshTokenCommand({ ClientId: app.clientId, RefreshToken }));

const getUser = (app: CognitoApp, AccessToken: string) =>
  app.server.admin.send(new GetUserCommand({ AccessToken }));

const adminRevoke = ({ server, poolId }: CognitoApp, SessionId: string, Username = ADA) =>
  server.admin.send(new AdminRevokeUserSessionCommand({ UserPoolId: poolId, Username, SessionId }));

const NOT_TRACKED = "OperationNotEnabledException: User session tracking is not enabled for the user pool.";
const NO_SESSION = "ResourceNotFoundException: Session does not exist.";
const REVOKED = "NotAuthorizedException: Refresh Token has been revoked";

describe("a sign-in begins a session", () => {
  test("that the user sees, with client, device, address and times", async () => {
    const app = await trackingApp();
    const { id, AccessToken } = await signIn(app);
    expect(id).toMatch(/^tkn[a-z0-9]{25}$/);
    const { Sessions, NextToken } = await app.server.admin.send(new ListUserSessionsCommand({ AccessToken }));
    const now = new Date(app.server.clock.now());
    expect(Sessions).toEqual([
      {
        SessionId: id,
        SessionType: "TOKEN",
        ClientId: app.clientId,
        CreateDate: now,
        LastActiveDate: now,
        DeviceType: expect.stringContaining("aws-sdk-js"),
        LastIPAddress: expect.stringMatching(/127\.0\.0\.1$/),
        LastLocation: { Country: "unknown" },
        IsCurrentSession: true,
      },
    ]);
    expect(NextToken).toBeUndefined();
  });

  test("one for each, the last used first, and none is current for an administrator", async () => {
    const app = await trackingApp();
    const first = await signIn(app);
    app.server.clock.advance(1000);
    const second = await signIn(app);
    expect(await sessionsOf(app)).toMatchObject([
      { SessionId: second.id, IsCurrentSession: false },
      { SessionId: first.id, IsCurrentSession: false },
    ]);
    app.server.clock.advance(1000);
    await refresh(app, first.RefreshToken);
    expect((await sessionsOf(app)).map(({ SessionId }) => SessionId)).toEqual([first.id, second.id]);
  });

  test("that says what a server told of the user's client", async () => {
    const app = await trackingApp();
    await app.server.admin.send(
      new AdminInitiateAuthCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ADA, PASSWORD },
        ContextData: {
          IpAddress: "192.0.2.42",
          ServerName: "app.example",
          ServerPath: "/sign-in",
          HttpHeaders: [
            { headerName: "User-Agent", headerValue: "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" },
          ],
        },
      }),
    );
    expect(await sessionsOf(app)).toMatchObject([
      { LastIPAddress: "192.0.2.42", DeviceType: "Firefox 130 / Linux" },
    ]);
  });

  test("that goes on when tokens are refreshed or rotated, and ends with the refresh token's time", async () => {
    const app = await trackingApp({
      client: {
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
        RefreshTokenRotation: { Feature: "ENABLED" },
      },
    });
    const { id, RefreshToken } = await signIn(app);
    const began = new Date(app.server.clock.now());
    app.server.clock.advance(DAY);
    await refresh(app, RefreshToken);
    const now = new Date(app.server.clock.now());
    expect(await sessionsOf(app)).toMatchObject([{ SessionId: id, CreateDate: began, LastActiveDate: now }]);
    app.server.clock.advance(29 * DAY);
    expect(await sessionsOf(app)).toEqual([]);
  });
});

describe("a pool that does not track sessions", () => {
  test("refuses to list and revoke, for users and administrators, and ignores LINKED", async () => {
    const app = await startCognitoApp();
    await signUpConfirmed(app, ADA);
    const { AccessToken, RefreshToken } = await tokensOf(app, ADA);
    const SessionId = `tkn${"a".repeat(25)}`;
    const { admin } = app.server;
    expect(await refusal(sessionsOf(app))).toBe(NOT_TRACKED);
    expect(await refusal(adminRevoke(app, SessionId))).toBe(NOT_TRACKED);
    expect(await refusal(admin.send(new ListUserSessionsCommand({ AccessToken })))).toBe(NOT_TRACKED);
    expect(await refusal(admin.send(new RevokeUserSessionCommand({ AccessToken, SessionId })))).toBe(
      NOT_TRACKED,
    );
    await admin.send(
      new RevokeTokenCommand({
        ClientId: app.clientId,
        Token: RefreshToken,
        RevokeAssociatedSessions: "LINKED",
      }),
    );
    expect(await refusal(refresh(app, RefreshToken))).toBe(REVOKED);
  });

  test("keeps the sessions that it had until it tracks them again, unless the pool is on the Lite plan", async () => {
    const app = await trackingApp();
    const { id } = await signIn(app);
    await track(app, 20, "DISABLED");
    const { RefreshToken } = await tokensOf(app, ADA);
    await refresh(app, RefreshToken);
    expect(await refusal(sessionsOf(app))).toBe(NOT_TRACKED);
    await track(app);
    expect(await sessionsOf(app)).toMatchObject([{ SessionId: id }]);
    await refresh(app, RefreshToken);
    expect(await sessionsOf(app)).toHaveLength(1);
    await app.server.admin.send(new UpdateUserPoolCommand({ UserPoolId: app.poolId, UserPoolTier: "LITE" }));
    expect(await refusal(sessionsOf(app))).toBe(NOT_TRACKED);
  });
});

describe("a limit of sessions", () => {
  test("ends the least recently used one before a new one begins", async () => {
    const app = await trackingApp({ maxPerUser: 2 });
    const first = await signIn(app);
    app.server.clock.advance(1000);
    const second = await signIn(app);
    app.server.clock.advance(1000);
    await refresh(app, first.RefreshToken);
    app.server.clock.advance(1000);
    const third = await signIn(app);
    expect((await sessionsOf(app)).map(({ SessionId }) => SessionId)).toEqual([third.id, first.id]);
    expect(await refusal(refresh(app, second.RefreshToken))).toBe(REVOKED);
  });

  test("that is lowered holds from the next sign-in", async () => {
    const app = await trackingApp();
    for (const _ of [1, 2, 3]) {
      await signIn(app);
      app.server.clock.advance(1000);
    }
    await track(app, 1);
    expect(await sessionsOf(app)).toHaveLength(3);
    const { id } = await signIn(app);
    expect(await sessionsOf(app)).toMatchObject([{ SessionId: id }]);
  });

  test("counts each user's own, over all clients of the pool", async () => {
    const app = await trackingApp({ maxPerUser: 1 });
    await signUpConfirmed(app, BOB);
    await signIn(app, BOB);
    await signIn(app);
    const { UserPoolClient } = await app.server.admin.send(
      new CreateUserPoolClientCommand({
        UserPoolId: app.poolId,
        ClientName: "other",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    );
    const other = await signIn({ ...app, clientId: String(UserPoolClient?.ClientId) });
    expect(await sessionsOf(app)).toMatchObject([{ SessionId: other.id }]);
    expect(await sessionsOf(app, BOB)).toHaveLength(1);
  });
});

describe("revoking a session", () => {
  test("ends its refresh and access tokens at once, and no other", async () => {
    const app = await trackingApp();
    const stolen = await signIn(app);
    const own = await signIn(app);
    const { AccessToken } = own;
    await app.server.admin.send(new RevokeUserSessionCommand({ AccessToken, SessionId: stolen.id }));
    expect(await refusal(refresh(app, stolen.RefreshToken))).toBe(REVOKED);
    expect(await refusal(getUser(app, stolen.AccessToken))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
    expect(await sessionsOf(app)).toMatchObject([{ SessionId: own.id }]);
    expect((await getUser(app, AccessToken)).Username).toBeDefined();
  });

  test("is refused for one's own, an unknown one, an ended one and another user's", async () => {
    const app = await trackingApp();
    await signUpConfirmed(app, BOB);
    const own = await signIn(app);
    const ended = await signIn(app);
    const bobs = await signIn(app, BOB);
    await adminRevoke(app, ended.id);
    const revoke = (SessionId: string) =>
      refusal(
        app.server.admin.send(new RevokeUserSessionCommand({ AccessToken: own.AccessToken, SessionId })),
      );
    expect(await revoke(own.id)).toBe(
      "InvalidParameterException: The session of the access token can't be revoked.",
    );
    for (const id of [`tkn${"a".repeat(25)}`, ended.id, bobs.id]) expect(await revoke(id)).toBe(NO_SESSION);
    expect(await refusal(adminRevoke(app, bobs.id))).toBe(NO_SESSION);
    expect(await sessionsOf(app, BOB)).toHaveLength(1);
  });

  test("by an administrator ends any of the user's", async () => {
    const app = await trackingApp();
    const { id, RefreshToken } = await signIn(app);
    await adminRevoke(app, id);
    expect(await refusal(refresh(app, RefreshToken))).toBe(REVOKED);
    expect(await sessionsOf(app)).toEqual([]);
    const unknown = app.server.admin.send(
      new AdminListUserSessionsCommand({ UserPoolId: app.poolId, Username: "nobody" }),
    );
    expect(await refusal(unknown)).toBe("UserNotFoundException: User does not exist.");
  });

  test("needs an access token that is not revoked, and no page but the first is there", async () => {
    const app = await trackingApp();
    const { id, AccessToken } = await signIn(app);
    const paged = app.server.admin.send(new ListUserSessionsCommand({ AccessToken, NextToken: "two" }));
    expect(await refusal(paged)).toBe("InvalidParameterException: Invalid pagination token.");
    await adminRevoke(app, id);
    expect(await refusal(app.server.admin.send(new ListUserSessionsCommand({ AccessToken })))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
  });
});

describe("what else ends sessions", () => {
  test("RevokeToken, signing out everywhere and disabling do", async () => {
    const app = await trackingApp();
    const { admin } = app.server;
    const user = { UserPoolId: app.poolId, Username: ADA };
    const { RefreshToken: Token } = await signIn(app);
    await admin.send(new RevokeTokenCommand({ ClientId: app.clientId, Token }));
    expect(await sessionsOf(app)).toEqual([]);
    await signIn(app);
    await admin.send(new AdminUserGlobalSignOutCommand(user));
    expect(await sessionsOf(app)).toEqual([]);
    app.server.clock.advance(1000);
    await signIn(app);
    await admin.send(new AdminDisableUserCommand(user));
    expect(await sessionsOf(app)).toEqual([]);
  });

  test("a new password does not", async () => {
    const app = await trackingApp();
    const { AccessToken } = await signIn(app);
    const NEW = "Battery-Staple-7";
    await app.server.admin.send(
      new ChangePasswordCommand({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW }),
    );
    await setPassword(app, ADA);
    expect(await sessionsOf(app)).toHaveLength(1);
  });
});
