import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { MODULE_PATIENCE } from "../../../libs/aws/signed-request.ts";
import { endSignIns } from "../../../libs/sessions/end-sign-ins.ts";
import { findSessionOf, nativeSessions } from "../../../libs/sessions/native-sessions.ts";
import { sessionStore } from "../../../libs/sessions/session-store.ts";
import { endUserSession, listUserSessions } from "../../../libs/sessions/user-sessions.ts";
import { patientActivityTable } from "../../support/worlds/activity-table.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { setAwsEndpoint } from "../../support/worlds/environment.ts";
import {
  authorizeParameters,
  exchange,
  locationOf,
  openBrowser,
  signInOnPage,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const app = await startOAuthApp({ table: true });
const { admin, poolId: userPoolId, clientId: ClientId } = app;
const table = patientActivityTable();
const store = sessionStore(table);
const tracked = { table, userPoolId, isTracked: true };
const untracked = { ...tracked, isTracked: false };
const PASSWORD = "Correct-Horse-9";

beforeAll(async () => {
  setAwsEndpoint(app.cloud.endpoint);
  await admin.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: userPoolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser: 20 },
    }),
  );
});

async function newUser(name: string) {
  const username = `${name}@example.com`;
  const user = { UserPoolId: userPoolId, Username: username };
  const { User } = await admin.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: username },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  await admin.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  const sub = String(User?.Attributes?.find(({ Name }) => Name === "sub")?.Value);
  return { sub, username };
}

type Account = Awaited<ReturnType<typeof newUser>>;

async function signIn({ sub, username }: Account) {
  const { AuthenticationResult = {} } = await admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD },
    }),
  );
  const { AccessToken = "", RefreshToken = "" } = AuthenticationResult;
  const { origin_jti, auth_time } = claimsOf(AccessToken);
  const originJti = String(origin_jti);
  const use = {
    sub,
    originJti,
    clientId: ClientId,
    authTime: Number(auth_time),
    ip: "192.0.2.1",
    userAgent: "App/1",
  };
  return { AccessToken, RefreshToken, originJti, use };
}

const isAlive = async (RefreshToken: string) => {
  const refreshed = admin.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  return refreshed.then(
    () => true,
    () => false,
  );
};

/** Local time does not move by itself, so sign-ins would be of one second. */
const now = () => app.cloud.clock.now();

describe("in a pool that tracks sessions", () => {
  test("a sign-in that its token named is ended at Cognito, and no other", async () => {
    const user = await newUser("amy");
    const [one, other] = [await signIn(user), await signIn(user)];
    for (const { use, AccessToken } of [one, other]) {
      await store.use(use, now(), () => findSessionOf(AccessToken));
    }
    expect(await endUserSession(user, one.originJti, tracked)).toBe(true);
    expect([await isAlive(one.RefreshToken), await isAlive(other.RefreshToken)]).toEqual([false, true]);
    expect(await listUserSessions(user, tracked)).toMatchObject([{ own: { originJti: other.originJti } }]);
    // It can be repeated, in case that an answer was lost.
    expect(await endUserSession(user, one.originJti, tracked)).toBe(true);
    expect(await isAlive(other.RefreshToken)).toBe(true);
  });

  test("as long as it is uncertain which one it is, all that it may be end, and none that is another's", async () => {
    const user = await newUser("bea");
    const [one, twin, known] = [await signIn(user), await signIn(user), await signIn(user)];
    await store.use(one.use, now());
    await store.use(known.use, now(), () => findSessionOf(known.AccessToken));
    app.cloud.clock.advance(3_600_000);
    const later = await signIn(user);
    expect(await listUserSessions(user, tracked)).toHaveLength(4);
    expect(await endUserSession(user, one.originJti, tracked)).toBe(true);
    const alive = await Promise.all([one, twin, known, later].map((each) => isAlive(each.RefreshToken)));
    expect(alive).toEqual([false, false, true, true]);
  });

  test("one that Cognito alone knows is ended by Cognito's id; the API's own record of it, too", async () => {
    const user = await newUser("cleo");
    const [unseen, seen] = [await signIn(user), await signIn(user)];
    const id = String(await findSessionOf(unseen.AccessToken));
    const seenId = String(await findSessionOf(seen.AccessToken));
    await store.use(seen.use, now(), async () => seenId);
    expect(await endUserSession(user, id, tracked)).toBe(true);
    expect(await isAlive(unseen.RefreshToken)).toBe(false);
    expect(await endUserSession(user, id, tracked)).toBe(false);
    expect(await endUserSession(user, seenId, tracked)).toBe(true);
    expect(await store.isInForce(seen.use)).toBe(false);
    expect(await listUserSessions(user, tracked)).toEqual([]);
  });

  describe("a thief's token without Cognito's scope, which Cognito can't be asked about", () => {
    /** Of the sign-in pages, which give only what a client asks for. */
    async function stealToken(user: Account) {
      const answer = await signInOnPage(openBrowser(app), authorizeParameters(app, { scope: "openid" }), {
        username: user.username,
        password: PASSWORD,
      });
      const code = locationOf(answer).searchParams.get("code") ?? "";
      const { body } = await exchange(app, code);
      const { origin_jti, auth_time, scope } = claimsOf(String(body.access_token));
      expect(scope).toBe("openid");
      const use = { sub: user.sub, originJti: String(origin_jti), authTime: Number(auth_time) };
      return { ...use, clientId: ClientId, ip: "203.0.113.1", userAgent: "Thief/1" };
    }

    const tokenSession = async (user: Account) =>
      String((await nativeSessions(userPoolId).list(user.username)).find(({ kind }) => kind === "TOKEN")?.id);

    test("is refused once its session was ended, although the API had never seen it", async () => {
      const user = await newUser("fay");
      const stolen = await stealToken(user);
      expect(await endUserSession(user, await tokenSession(user), tracked)).toBe(true);
      app.cloud.clock.advance(1_800_000);
      expect(await store.use(stolen, now())).toBe(false);
      expect(await store.isInForce(stolen, now())).toBe(false);
      expect(await listUserSessions(user, tracked)).toEqual([]);
    });

    test("is refused if it is used between the list and the ending", async () => {
      const user = await newUser("gwen");
      const stolen = await stealToken(user);
      const id = await tokenSession(user);
      expect(await store.use(stolen, now())).toBe(true);
      expect(await endUserSession(user, id, tracked)).toBe(true);
      expect(await store.use(stolen, now())).toBe(false);
      expect(await listUserSessions(user, tracked)).toEqual([]);
    });

    test("other sign-ins go on: later ones, those of another client, and those that Cognito answers for", async () => {
      const user = await newUser("hope");
      const stolen = await stealToken(user);
      const id = await tokenSession(user);
      const own = await signIn(user);
      await endUserSession(user, id, tracked);
      expect(await store.use(stolen, now())).toBe(false);
      expect(await store.use({ ...stolen, clientId: "another" }, now())).toBe(true);
      expect(await store.use(own.use, now(), () => findSessionOf(own.AccessToken))).toBe(true);
      app.cloud.clock.advance(60_000);
      const later = await stealToken(user);
      expect(await store.use(later, now())).toBe(true);
    });
  });

  test("ending all also ends the browser's session with the sign-in pages", async () => {
    const user = await newUser("dora");
    const browser = openBrowser(app);
    const parameters = authorizeParameters(app);
    await signInOnPage(browser, parameters, { username: user.username, password: PASSWORD });
    const leadsTo = async () =>
      (await browser.get(`/oauth2/authorize?${parameters}`)).headers.get("location") ?? "";
    expect(await leadsTo()).toContain("code=");
    expect(await listUserSessions(user, tracked)).toMatchObject([{ native: { kind: "SSO" } }]);
    expect(await endSignIns(user, { ...tracked, patience: MODULE_PATIENCE })).toEqual([]);
    expect(await leadsTo()).toContain("/login");
    expect(await nativeSessions(userPoolId).list(user.username)).toEqual([]);
  });

  test("a user who is gone is an error with the route's own meaning", async () => {
    const gone = { sub: "gone", username: "gone" };
    await expect(listUserSessions(gone, tracked)).rejects.toMatchObject({ code: "account_unavailable" });
    const overrides = { UserNotFoundException: "not_found" } as const;
    await expect(listUserSessions(gone, { ...tracked, overrides })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("with tracking off", () => {
  test("the API lists what it saw, refuses what was ended, and asks Cognito nothing", async () => {
    const user = await newUser("eva");
    const [seen, unseen] = [await signIn(user), await signIn(user)];
    await store.use(seen.use, now());
    expect(await listUserSessions(user, untracked)).toMatchObject([{ own: { originJti: seen.originJti } }]);
    const id = String(await findSessionOf(unseen.AccessToken));
    expect(await endUserSession(user, id, untracked)).toBe(false);
    expect(await endUserSession(user, seen.originJti, untracked)).toBe(true);
    expect(await endUserSession(user, randomUUID(), untracked)).toBe(false);
    expect(await store.isInForce(seen.use)).toBe(false);
    expect([await isAlive(seen.RefreshToken), await isAlive(unseen.RefreshToken)]).toEqual([true, true]);
  });
});
