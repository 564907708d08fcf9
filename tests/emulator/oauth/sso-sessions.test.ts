import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminUserGlobalSignOutCommand,
  type RevokeAssociatedSessionsType,
  RevokeTokenCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  ADA,
  authorizeParameters,
  type Browser,
  CALLBACK,
  locationOf,
  type OAuthApp,
  openBrowser,
  requestTokens,
  signInOnPage,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const MINUTE = 60_000;

async function trackingApp(): Promise<OAuthApp> {
  const app = await startOAuthApp();
  await app.admin.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: app.poolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser: 20 },
    }),
  );
  return app;
}

async function sessionsOf({ admin, poolId }: OAuthApp) {
  const { Sessions = [] } = await admin.send(
    new AdminListUserSessionsCommand({ UserPoolId: poolId, Username: ADA }),
  );
  const ofKind = (kind: string) => Sessions.filter(({ SessionType }) => SessionType === kind);
  return { sso: ofKind("SSO"), tokens: ofKind("TOKEN") };
}

/** Where a request to authorize leads: a code, or `login`. */
async function authorize(app: OAuthApp, browser: Browser, clientId = app.clientId): Promise<string> {
  const parameters = authorizeParameters(app, { client_id: clientId });
  const location = locationOf(await browser.get(`/oauth2/authorize?${parameters}`));
  return location.searchParams.get("code") ?? location.pathname.slice(1);
}

const exchange = async (app: OAuthApp, code: string) =>
  (
    await requestTokens(app, {
      grant_type: "authorization_code",
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      code,
    })
  ).body as Record<string, string>;

/** A browser that signed in, and the tokens that the app got. */
async function signIn(app: OAuthApp) {
  const browser = openBrowser(app);
  const code = locationOf(await signInOnPage(browser, authorizeParameters(app))).searchParams.get("code");
  return { browser, refresh_token: (await exchange(app, String(code))).refresh_token };
}

const canRefresh = async (app: OAuthApp, token: string | undefined) =>
  (
    await requestTokens(app, {
      grant_type: "refresh_token",
      client_id: app.clientId,
      refresh_token: String(token),
    })
  ).status === 200;

const revoke = (
  { admin, poolId }: OAuthApp,
  SessionId: string | undefined,
  RevokeAssociatedSessions?: RevokeAssociatedSessionsType,
) =>
  admin.send(
    new AdminRevokeUserSessionCommand({
      UserPoolId: poolId,
      Username: ADA,
      SessionId,
      RevokeAssociatedSessions,
    }),
  );

const limit = ({ admin, poolId, clientId }: OAuthApp, MaxValidityMinutes: number) =>
  admin.send(
    new SetUserPoolClientSessionConfigurationCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      SSOSession: { MaxValidityMinutes },
    }),
  );

describe("a sign-in on the pages", () => {
  test("begins an SSO session, and a token session that names it for each exchanged code", async () => {
    const app = await trackingApp();
    const { browser } = await signIn(app);
    const began = new Date(app.cloud.clock.now());
    app.cloud.clock.advance(MINUTE);
    await exchange(app, await authorize(app, browser));
    const { sso, tokens } = await sessionsOf(app);
    expect(sso).toEqual([
      {
        SessionId: expect.stringMatching(/^sso[a-z0-9]{25}$/),
        SessionType: "SSO",
        ClientId: app.clientId,
        CreateDate: began,
        LastActiveDate: new Date(app.cloud.clock.now()),
        DeviceType: "unknown",
        LastIPAddress: expect.stringMatching(/127\.0\.0\.1$|^::1$/),
        LastLocation: { Country: "unknown" },
        IsCurrentSession: false,
      },
    ]);
    expect(tokens.map(({ OriginSessionId }) => OriginSessionId)).toEqual([
      sso[0]?.SessionId,
      sso[0]?.SessionId,
    ]);
  });

  test("replaces the browser's SSO session, and signing out ends it", async () => {
    const app = await trackingApp();
    const { browser } = await signIn(app);
    const [first] = (await sessionsOf(app)).sso;
    await signInOnPage(browser, authorizeParameters(app, { prompt: "login" }));
    const { sso } = await sessionsOf(app);
    expect(sso).toHaveLength(1);
    expect(sso[0]?.SessionId).not.toBe(first?.SessionId);
    await browser.get(`/logout?client_id=${app.clientId}&logout_uri=http://localhost:5173/`);
    const after = await sessionsOf(app);
    expect(after.sso).toEqual([]);
    expect(after.tokens).toHaveLength(1);
  });

  test("keeps the SSO session when the user is signed out everywhere", async () => {
    const app = await trackingApp();
    const { browser } = await signIn(app);
    await app.admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId: app.poolId, Username: ADA }));
    const { sso, tokens } = await sessionsOf(app);
    expect({ sso: sso.length, tokens: tokens.length }).toEqual({ sso: 1, tokens: 0 });
    expect(await authorize(app, browser)).not.toBe("login");
  });
});

describe("revoking an SSO session", () => {
  test("ends the browser's session, and the tokens that came through it only with LINKED", async () => {
    const app = await trackingApp();
    const kept = await signIn(app);
    const [first] = (await sessionsOf(app)).sso;
    await revoke(app, first?.SessionId);
    expect(await authorize(app, kept.browser)).toBe("login");
    expect(await canRefresh(app, kept.refresh_token)).toBe(true);

    const ended = await signIn(app);
    const [second] = (await sessionsOf(app)).sso;
    await revoke(app, second?.SessionId, "LINKED");
    expect(await authorize(app, ended.browser)).toBe("login");
    expect(await canRefresh(app, ended.refresh_token)).toBe(false);
    expect(await canRefresh(app, kept.refresh_token)).toBe(true);
  });
});

test("a code of a browser whose session is revoked gets no tokens", async () => {
  const app = await trackingApp();
  const { browser } = await signIn(app);
  const code = await authorize(app, browser);
  await revoke(app, (await sessionsOf(app)).sso[0]?.SessionId);
  expect(await exchange(app, code)).toEqual({ error: "invalid_grant" });
});

describe("revoking a token session", () => {
  test("with LINKED ends the SSO session that it came through, and spares that one's other tokens", async () => {
    const app = await trackingApp();
    const { browser, refresh_token } = await signIn(app);
    const other = await exchange(app, await authorize(app, browser));
    const ended = (await sessionsOf(app)).tokens.at(-1);
    await revoke(app, ended?.SessionId, "LINKED");
    expect(await authorize(app, browser)).toBe("login");
    const alive = [await canRefresh(app, refresh_token), await canRefresh(app, other.refresh_token)];
    expect(alive.filter(Boolean)).toHaveLength(1);
  });

  test.each([
    ["NONE", 1],
    ["LINKED", 0],
  ] as const)(
    "by its refresh token and %s leaves %i SSO sessions",
    async (RevokeAssociatedSessions, left) => {
      const app = await trackingApp();
      const { refresh_token: Token } = await signIn(app);
      await app.admin.send(
        new RevokeTokenCommand({ ClientId: app.clientId, Token, RevokeAssociatedSessions }),
      );
      const { sso, tokens } = await sessionsOf(app);
      expect(tokens).toEqual([]);
      expect(sso).toHaveLength(left);
    },
  );
});

test("LINKED has no effect on a refresh token while sessions are not tracked", async () => {
  const app = await trackingApp();
  const { refresh_token: Token } = await signIn(app);
  const track = (UserSessionTracking: "ENABLED" | "DISABLED") =>
    app.admin.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId: app.poolId,
        UserSessionTracking,
        TokenSession: { MaxPerUser: 20 },
      }),
    );
  await track("DISABLED");
  await app.admin.send(
    new RevokeTokenCommand({ ClientId: app.clientId, Token, RevokeAssociatedSessions: "LINKED" }),
  );
  await track("ENABLED");
  const { sso, tokens } = await sessionsOf(app);
  expect({ sso: sso.length, tokens: tokens.length }).toEqual({ sso: 1, tokens: 0 });
});

describe("the time for which a client reuses a browser's session", () => {
  test("is an hour, and none with 0, which concerns no other client", async () => {
    const app = await trackingApp();
    const other = await app.addClient();
    const { browser } = await signIn(app);
    await limit(app, 0);
    expect(await authorize(app, browser)).toBe("login");
    expect(await authorize(app, browser, other.id)).not.toBe("login");
    app.cloud.clock.advance(60 * MINUTE);
    expect(await authorize(app, browser, other.id)).toBe("login");
  });

  test("can be longer than an hour, counted from the sign-in", async () => {
    const app = await trackingApp();
    await limit(app, 600);
    const other = await app.addClient();
    const { browser } = await signIn(app);
    app.cloud.clock.advance(599 * MINUTE);
    expect(await authorize(app, browser)).not.toBe("login");
    expect(await authorize(app, browser, other.id)).toBe("login");
    app.cloud.clock.advance(MINUTE);
    expect(await authorize(app, browser)).toBe("login");
    expect((await sessionsOf(app)).sso).toEqual([]);
  });
});
