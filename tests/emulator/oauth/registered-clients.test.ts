/** What a client can do that registered itself, and what it can't. */
import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientSecretsCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import {
  ADA,
  authorizeParameters,
  codeFor,
  exchange,
  locationOf,
  openBrowser,
  PASSWORD,
  pkce,
  requestTokens,
  signInOnPage,
} from "../../support/worlds/oauth-app.ts";
import {
  AGENT,
  AGENT_CALLBACK,
  register,
  startRegisteringApp,
} from "../../support/worlds/registering-app.ts";

const app = await startRegisteringApp();

describe("a registered client", () => {
  test("signs its users in on the pages, gets tokens and refreshes them", async () => {
    const { body: client } = await register(app, { ...AGENT, scope: "openid email api/read" });
    const client_id = String(client.client_id);
    const { verifier, challenge } = pkce();
    const code = await codeFor(app, {
      client_id,
      redirect_uri: AGENT_CALLBACK,
      scope: "openid email api/read",
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const { status, body } = await exchange(app, code, {
      client_id,
      redirect_uri: AGENT_CALLBACK,
      code_verifier: verifier,
    });
    expect(status).toBe(200);
    expect(claimsOf(String(body.access_token))).toMatchObject({ client_id, scope: "openid email api/read" });
    expect(claimsOf(String(body.id_token))).toMatchObject({ aud: client_id, email: ADA });
    const refresh = { grant_type: "refresh_token", client_id, refresh_token: String(body.refresh_token) };
    expect((await requestTokens(app, refresh)).status).toBe(200);

    await app.admin.send(new DeleteUserPoolClientCommand({ UserPoolId: app.poolId, ClientId: client_id }));
    expect((await requestTokens(app, refresh)).body).toEqual({ error: "invalid_client" });
  });

  test("can't ask for passwords itself, and never gets the user's own operations", async () => {
    const { body } = await register(app);
    const ClientId = String(body.client_id);
    for (const AuthFlow of ["USER_PASSWORD_AUTH", "USER_AUTH"] as const) {
      const AuthParameters = { USERNAME: ADA, PASSWORD };
      await expect(
        app.admin.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters })),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
    const asked = { ...AGENT, scope: "openid aws.cognito.signin.user.admin" };
    expect((await register(app, asked)).body.error).toBe("invalid_client_metadata");
    const answer = await openBrowser(app).get(
      `/oauth2/authorize?${authorizeParameters(app, {
        client_id: ClientId,
        redirect_uri: AGENT_CALLBACK,
        scope: "openid aws.cognito.signin.user.admin",
      })}`,
    );
    expect(locationOf(answer).searchParams.get("error")).toBe("invalid_scope");
  });

  test("gets the user's own operations only if the pool lists their scope", async () => {
    const other = await startRegisteringApp({
      OpenDcrEnabled: true,
      AllowedScopes: ["aws.cognito.signin.user.admin"],
    });
    const scope = "openid aws.cognito.signin.user.admin";
    const { body } = await register(other, { ...AGENT, scope });
    const asked = { client_id: String(body.client_id), redirect_uri: AGENT_CALLBACK };
    const { body: tokens } = await exchange(other, await codeFor(other, { ...asked, scope }), asked);
    const { UserAttributes } = await other.admin.send(
      new GetUserCommand({ AccessToken: String(tokens.access_token) }),
    );
    expect(UserAttributes).toContainEqual({ Name: "email", Value: ADA });
  });

  test("can't put another client's id into the audience of its tokens", async () => {
    const { body } = await register(app);
    const parameters = authorizeParameters(app, {
      client_id: String(body.client_id),
      redirect_uri: AGENT_CALLBACK,
      resource: app.clientId,
    });
    const answer = await openBrowser(app).get(`/oauth2/authorize?${parameters}`);
    expect(locationOf(answer).searchParams.get("error")).toBe("invalid_request");
  });

  test("is sent only to a redirect URI that it registered, character by character", async () => {
    const { body } = await register(app);
    const asked = authorizeParameters(app, {
      client_id: String(body.client_id),
      redirect_uri: `${AGENT_CALLBACK}/../evil`,
    });
    const answer = await openBrowser(app).get(`/oauth2/authorize?${asked}`);
    expect(locationOf(answer).pathname).toBe("/error");
  });

  test("shows the pool's name on the pages, whatever it calls itself", async () => {
    const { body } = await register(app, { ...AGENT, client_name: "spa" });
    const parameters = authorizeParameters(app, {
      client_id: String(body.client_id),
      redirect_uri: AGENT_CALLBACK,
    });
    const browser = openBrowser(app);
    const login = locationOf(await browser.get(`/oauth2/authorize?${parameters}`));
    const page = await (await browser.get(`${login.pathname}${login.search}`)).text();
    const own = locationOf(await browser.get(`/oauth2/authorize?${authorizeParameters(app)}`));
    const ownPage = await (await browser.get(`${own.pathname}${own.search}`)).text();
    const titleOf = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];
    expect(titleOf(ownPage)).toMatch(/ · spa$/);
    expect(titleOf(page)).not.toBe(titleOf(ownPage));
    expect(page).not.toContain(">spa<");
  });

  test("is not asked for consent: a browser that is signed in comes back with a code", async () => {
    const { body } = await register(app);
    const browser = openBrowser(app);
    await signInOnPage(browser, authorizeParameters(app));
    const answer = await browser.get(
      `/oauth2/authorize?${authorizeParameters(app, {
        client_id: String(body.client_id),
        redirect_uri: AGENT_CALLBACK,
      })}`,
    );
    expect(locationOf(answer).searchParams.get("code")).toEqual(expect.any(String));
  });

  test("has no operations on its secret", async () => {
    const { body } = await register(app, { redirect_uris: [AGENT_CALLBACK] });
    const client = { UserPoolId: app.poolId, ClientId: String(body.client_id) };
    const refused = { name: "InvalidParameterException" };
    await expect(app.admin.send(new AddUserPoolClientSecretCommand(client))).rejects.toMatchObject(refused);
    await expect(app.admin.send(new ListUserPoolClientSecretsCommand(client))).rejects.toMatchObject(refused);
    await expect(
      app.admin.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId: "a--1" })),
    ).rejects.toMatchObject(refused);
  });

  test("never holds the scope to register others, and stays what it is when it is updated", async () => {
    const other = await startRegisteringApp({
      OpenDcrEnabled: true,
      AllowedScopes: ["aws.cognito/dcr/register", "api/read"],
    });
    const asked = { ...AGENT, scope: "openid aws.cognito/dcr/register" };
    expect((await register(other, asked)).body.error).toBe("invalid_client_metadata");
    const { body } = await register(other);
    const update = (scope: string) =>
      other.admin.send(
        new UpdateUserPoolClientCommand({
          UserPoolId: other.poolId,
          ClientId: String(body.client_id),
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ["code"],
          AllowedOAuthScopes: [scope],
          CallbackURLs: [AGENT_CALLBACK],
        }),
      );
    await expect(update("aws.cognito/dcr/register")).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expect((await update("api/read")).UserPoolClient?.ClientType).toBe("DCR");
  });
});

describe("ClientType", () => {
  test("filters a page of clients, which may then be empty and still have a token", async () => {
    const other = await startRegisteringApp();
    const { body } = await register(other);
    const list = (ClientType?: "DCR" | "REGULAR", NextToken?: string) =>
      other.admin.send(
        new ListUserPoolClientsCommand({ UserPoolId: other.poolId, MaxResults: 2, ClientType, NextToken }),
      );
    const first = await list("DCR");
    expect(first.UserPoolClients).toEqual([]);
    const second = await list("DCR", first.NextToken);
    expect(second.UserPoolClients?.map(({ ClientId }) => ClientId)).toEqual([body.client_id]);
    expect(second.UserPoolClients?.[0]).not.toHaveProperty("ClientType");
    expect(second.NextToken).toBeUndefined();
    expect((await list("REGULAR")).UserPoolClients).toHaveLength(2);
    expect((await list()).UserPoolClients).toHaveLength(2);
    await expect(list("REGULAR", first.NextToken)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test("is REGULAR for clients of CreateUserPoolClient", async () => {
    const regular = { UserPoolId: app.poolId, ClientId: app.clientId };
    const { UserPoolClient } = await app.admin.send(new DescribeUserPoolClientCommand(regular));
    expect(UserPoolClient?.ClientType).toBe("REGULAR");
  });
});
