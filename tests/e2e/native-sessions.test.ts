import {
  AdminListUserSessionsCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, type Json, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { openBrowser } from "../support/clients/hosted-browser.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);
let ClientId: string;
let UserPoolId: string;
let redirectUri: string;

beforeAll(async () => {
  const config = (await api.get("/v1/auth/config")).body;
  [redirectUri = ""] = (config.managedLogin as { redirectUris: string[] }).redirectUris;
  [ClientId, UserPoolId] = [String(config.userPoolClientId), String(config.userPoolId)];
});

const REVOKED = "Refresh Token has been revoked";

/** A thief signs in by an SDK, and never uses the API. */
async function stealTokens({ email, password }: Person) {
  const { AuthenticationResult = {} } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult;
}

/** A thief signs in on the pool's pages, and asks for a token that can't be shown to Cognito. */
async function stealHostedToken({ email, password }: Person): Promise<string> {
  const browser = openBrowser(api.cloudUrl);
  const parameters = {
    response_type: "code",
    client_id: ClientId,
    redirect_uri: redirectUri,
    scope: "openid",
  };
  await browser.open(`${api.cloudUrl}/oauth2/authorize?${new URLSearchParams(parameters)}`);
  await browser.fill({ "Email address": email });
  await browser.fill({ Password: password });
  const answer = await fetch(`${api.cloudUrl}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: ClientId,
      redirect_uri: redirectUri,
      code: browser.page.url.searchParams.get("code") ?? "",
    }),
  });
  return String(((await answer.json()) as Json).access_token);
}

const exchange = (RefreshToken: string | undefined) =>
  cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));

const getUser = (AccessToken: string | undefined) => cognito.send(new GetUserCommand({ AccessToken }));

const ownSessions = async (token: string) =>
  (await api.get("/v1/me/sessions", { token })).body.items as Json[];

async function atCognito(Username: string) {
  const { Sessions = [] } = await cognito.send(new AdminListUserSessionsCommand({ UserPoolId, Username }));
  return Sessions.map(({ SessionId }) => SessionId);
}

describe("a stolen refresh token is dead at Cognito when its session is ended", () => {
  test("by the user, also if the thief never used the API", async () => {
    const { token, person } = await newAccount(api);
    const stolen = await stealTokens(person);
    const [theirs] = (await ownSessions(token)).filter(({ id }) => String(id).startsWith("tkn"));
    expect(theirs).toMatchObject({ current: false, device: expect.stringContaining("aws-sdk-js") });
    // Still good.
    const rotated = (await exchange(stolen.RefreshToken)).AuthenticationResult;

    expect((await api.delete(`/v1/me/sessions/${theirs?.id}`, { token })).status).toBe(204);
    for (const refreshToken of [stolen.RefreshToken, rotated?.RefreshToken]) {
      await expect(exchange(refreshToken)).rejects.toThrow(REVOKED);
    }
    for (const accessToken of [stolen.AccessToken, rotated?.AccessToken]) {
      await expect(getUser(accessToken)).rejects.toThrow(/revoked/i);
    }
    expect((await api.get("/v1/me", { token })).status).toBe(200);
    expect((await api.delete(`/v1/me/sessions/${theirs?.id}`, { token })).body.code).toBe("not_found");
  });

  test("by the user, if it was stolen from a device that used the API", async () => {
    const { token, person } = await newAccount(api);
    const phone = await api.signIn(person);
    await api.get("/v1/me", { token: phone.accessToken, headers: { "user-agent": "Phone/1" } });
    const lost = (await ownSessions(token)).find(({ device }) => device === "Phone/1");
    expect((await api.delete(`/v1/me/sessions/${lost?.id}`, { token })).status).toBe(204);
    await expect(exchange(phone.refreshToken)).rejects.toThrow(REVOKED);
    await expect(getUser(phone.accessToken)).rejects.toThrow(/revoked/i);
    const refused = await api.get("/v1/me/export", { token: phone.accessToken });
    expect(refused.body.code).toBe("session_revoked");
  });

  test("by the user, and so is its access token here, also if Cognito can't be asked about it", async () => {
    const { token, person } = await newAccount(api);
    const stolen = await stealHostedToken(person);
    const [theirs] = (await ownSessions(token)).filter(({ id }) => String(id).startsWith("tkn"));
    expect((await api.delete(`/v1/me/sessions/${theirs?.id}`, { token })).status).toBe(204);
    for (const path of ["/v1/me", "/v1/files"]) {
      expect((await api.get(path, { token: stolen })).body.code).toBe("session_revoked");
    }
    expect((await api.post("/v1/tokens/inspect", { token: stolen })).body.valid).toBe(false);
    expect((await api.get("/v1/me", { token })).status).toBe(200);
  });

  test("by an administrator", async () => {
    const { token } = await newStaff(api);
    const { sub, person } = await newAccount(api);
    const stolen = await stealTokens(person);
    const list = async () =>
      (await api.get(`/v1/admin/users/${sub}/sessions`, { token })).body.items as Json[];
    const theirs = (await list()).find(({ device }) => String(device).includes("aws-sdk-js"));
    const detail = (await api.get(`/v1/admin/users/${sub}`, { token })).body;
    expect(detail.sessions).toBe((await list()).length);

    const path = `/v1/admin/users/${sub}/sessions/${theirs?.id}`;
    expect((await api.delete(path, { token })).status).toBe(204);
    await expect(exchange(stolen.RefreshToken)).rejects.toThrow(REVOKED);
    expect((await list()).map(({ id }) => id)).not.toContain(theirs?.id);
    const events = (await api.get(`/v1/admin/events?user=${sub}&limit=100`, { token })).body.items as Json[];
    expect(events).toContainEqual(
      expect.objectContaining({ type: "user_session_revoked", detail: { session: theirs?.id } }),
    );
  });
});

describe("the list of sessions", () => {
  test("has each sign-in once, seen by the API or by Cognito, and agrees with Cognito", async () => {
    const { token, sub, person } = await newAccount(api);
    await stealTokens(person);
    const items = await ownSessions(token);
    expect(items).toHaveLength((await atCognito(sub)).length);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
  });

  test("has no sign-in that was ended at Cognito, and its export agrees", async () => {
    const { token, person } = await newAccount(api);
    const other = await api.signIn(person);
    await api.get("/v1/me", { token: other.accessToken });
    const before = await ownSessions(token);
    expect((await api.post("/v1/auth/sign-out", { refreshToken: other.refreshToken })).status).toBe(204);
    const after = await ownSessions(token);
    expect(after).toHaveLength(before.length - 1);
    const exported = (await api.get("/v1/me/export", { token })).body.sessions as Json[];
    expect(exported.map(({ id }) => id).sort()).toEqual(after.map(({ id }) => id).sort());
  });

  test("refuses an id of another user's session, and one without a session's form", async () => {
    const [one, other] = [await newAccount(api), await newAccount(api)];
    await stealTokens(other.person);
    const foreign = (await ownSessions(other.token)).find(({ id }) => String(id).startsWith("tkn"));
    const end = async (id: unknown) =>
      (await api.delete(`/v1/me/sessions/${id}`, { token: one.token })).body.code;
    expect(await end(foreign?.id)).toBe("not_found");
    expect(await end("tkn1")).toBe("validation_failed");
    expect(await ownSessions(other.token)).toContainEqual(expect.objectContaining({ id: foreign?.id }));
  });
});
