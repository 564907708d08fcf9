/** A pool has an original or an updated issuer: all that issues or verifies tokens follows it. */
import { GetIdCommand } from "@aws-sdk/client-cognito-identity";
import {
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  type IssuerType,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { describeStack } from "../../../../local/start-page/stack-description.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { claimsOf, refusal } from "../../../support/worlds/cognito-app.ts";
import { startIdentityApp } from "../../../support/worlds/identity-app.ts";
import { ADA, type OAuthApp, PASSWORD, startOAuthApp } from "../../../support/worlds/oauth-app.ts";
import { startTestCloud } from "../../../support/worlds/test-cloud.ts";

const setIssuer = ({ admin, poolId }: Pick<OAuthApp, "admin" | "poolId">, Type?: IssuerType) =>
  admin.send(
    new UpdateUserPoolCommand({
      UserPoolId: poolId,
      AutoVerifiedAttributes: ["email"],
      ...(Type && { IssuerConfiguration: { Type } }),
    }),
  );

async function signIn({ admin, clientId }: OAuthApp) {
  const { AuthenticationResult } = await admin.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ADA, PASSWORD },
    }),
  );
  return {
    AccessToken: AuthenticationResult?.AccessToken ?? "",
    IdToken: AuthenticationResult?.IdToken ?? "",
    RefreshToken: AuthenticationResult?.RefreshToken ?? "",
  };
}

async function get(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const DISCOVERY = ".well-known/openid-configuration";

describe("the updated issuer", () => {
  test("is in every token, and its documents are below it", async () => {
    const app = await startOAuthApp();
    await setIssuer(app, "UPDATED");
    const issuer = `${app.cloud.endpoint}/_issuer/${app.poolId}`;
    const { AccessToken, IdToken } = await signIn(app);
    expect([claimsOf(AccessToken).iss, claimsOf(IdToken).iss]).toEqual([issuer, issuer]);

    const discovered = await get(`${issuer}/${DISCOVERY}`);
    expect(discovered).toMatchObject({
      status: 200,
      body: {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        token_endpoint: `${app.cloud.endpoint}/oauth2/token`,
      },
    });
    const keys = createRemoteJWKSet(new URL(String(discovered.body.jwks_uri)));
    const currentDate = new Date(app.cloud.clock.now());
    const verified = await jwtVerify(IdToken, keys, { issuer, audience: app.clientId, currentDate });
    expect(verified.payload).toMatchObject({ email: ADA });
    const user = await app.admin.send(new GetUserCommand({ AccessToken }));
    expect(user.UserAttributes).toContainEqual({ Name: "email", Value: ADA });
  });

  test("is in a machine's token", async () => {
    const app = await startOAuthApp();
    await setIssuer(app, "UPDATED");
    const machine = await app.addClient({
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["api/read"],
      CallbackURLs: [],
    });
    const response = await fetch(`${app.cloud.endpoint}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: machine.id,
        client_secret: machine.secret,
      }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    expect(claimsOf(access_token).iss).toBe(`${app.cloud.endpoint}/_issuer/${app.poolId}`);
  });

  test("has the same keys as the original one; only one of them has a discovery document", async () => {
    const app = await startOAuthApp();
    const original = `${app.cloud.endpoint}/${app.poolId}`;
    const updated = `${app.cloud.endpoint}/_issuer/${app.poolId}`;
    for (const [type, own, other] of [
      ["UPDATED", updated, original],
      ["ORIGINAL", original, updated],
    ] as const) {
      await setIssuer(app, type);
      expect((await get(`${own}/${DISCOVERY}`)).status).toBe(200);
      expect(await get(`${other}/${DISCOVERY}`)).toEqual({
        status: 404,
        body: { message: `The issuer of user pool ${app.poolId} is ${own}.` },
      });
      const keys = await get(`${own}/.well-known/jwks.json`);
      expect(keys.body.keys).toHaveLength(2);
      expect(await get(`${other}/.well-known/jwks.json`)).toEqual(keys);
    }
    const nowhere = await get(`${app.cloud.endpoint}/_issuer/us-east-1_NotThere1/${DISCOVERY}`);
    expect(nowhere.body).toEqual({ message: "User pool us-east-1_NotThere1 does not exist." });
  });

  test("ends the access tokens of the former one; a refresh token stays good", async () => {
    const app = await startOAuthApp({
      client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    });
    const before = await signIn(app);
    await setIssuer(app, "UPDATED");
    expect(await refusal(app.admin.send(new GetUserCommand({ AccessToken: before.AccessToken })))).toBe(
      "NotAuthorizedException: Invalid Access Token",
    );
    const { AuthenticationResult } = await app.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: before.RefreshToken },
      }),
    );
    const { AccessToken } = AuthenticationResult ?? {};
    expect(claimsOf(AccessToken).iss).toBe(`${app.cloud.endpoint}/_issuer/${app.poolId}`);
    await expect(app.admin.send(new GetUserCommand({ AccessToken }))).resolves.toBeDefined();
  });

  test("names the pool to an identity pool, as its original name does", async () => {
    const app = await startIdentityApp();
    const { context } = app.cloud.cognito;
    const pool = context.pools.require(app.userPoolId);
    context.pools.update(pool, {
      settings: { ...pool.settings, IssuerConfiguration: { Type: "UPDATED" } },
    });
    const token = await app.signIn("ada@example.com");
    const identityOf = (provider: string) =>
      app.identity.send(
        new GetIdCommand({ IdentityPoolId: app.IdentityPoolId, Logins: { [provider]: token } }),
      );
    const host = app.cloud.endpoint.replace("http://", "");
    const names = [
      `${host}/_issuer/${app.userPoolId}`,
      `${host}/${app.userPoolId}`,
      `issuer-cognito-idp.us-east-1.amazonaws.com/${app.userPoolId}`,
    ];
    const identities = await Promise.all(names.map(async (name) => (await identityOf(name)).IdentityId));
    expect(new Set(identities).size).toBe(1);
  });
});

describe("IssuerConfiguration", () => {
  test("is described where it was given; UpdateUserPool without it resets it", async () => {
    const app = await startOAuthApp();
    const describePool = async () =>
      (await app.admin.send(new DescribeUserPoolCommand({ UserPoolId: app.poolId }))).UserPool;
    expect(await describePool()).not.toHaveProperty("IssuerConfiguration");
    await setIssuer(app, "UPDATED");
    expect(await describePool()).toMatchObject({ IssuerConfiguration: { Type: "UPDATED" } });
    await setIssuer(app);
    expect(await describePool()).not.toHaveProperty("IssuerConfiguration");
    const { AccessToken } = await signIn(app);
    expect(claimsOf(AccessToken).iss).toBe(`${app.cloud.endpoint}/${app.poolId}`);
    const { UserPool } = await app.admin.send(
      new CreateUserPoolCommand({ PoolName: "silent", IssuerConfiguration: {} }),
    );
    expect(UserPool?.IssuerConfiguration).toEqual({ Type: "ORIGINAL" });
  });

  test("of a template gives the pool's ProviderURL, and the start page the issuer", async () => {
    const cloud = closeAtEnd(await startTestCloud());
    const Pool = {
      Type: "AWS::Cognito::UserPool",
      Properties: { UserPoolName: "main", IssuerConfiguration: { Type: "UPDATED" } },
    };
    const names = { stackName: "auth-local", apiUrl: "http://localhost:3000" };
    const stack = await cloud.provision({ Resources: { Pool } }, names);
    expect(stack.warnings).toEqual([]);
    const poolId = String(stack.evaluate({ Ref: "Pool" }, "here"));
    const issuer = `${cloud.endpoint}/_issuer/${poolId}`;
    const attribute = (name: string) => stack.evaluate({ "Fn::GetAtt": ["Pool", name] }, "here");
    expect(attribute("ProviderURL")).toBe(issuer);
    expect(attribute("ProviderName")).toBe(issuer.replace("http://", ""));
    const description = await describeStack(
      {
        stackName: "auth-local",
        region: "us-east-1",
        addresses: { api: "http://localhost:3000" },
        userPoolId: poolId,
        clientIds: [],
        identityPoolId: null,
      },
      { endpoint: cloud.endpoint, cognito: cloud.cognito, demoUsers: { list: async () => [] } as never },
    );
    expect(description.issuer).toBe(issuer);
  });
});
