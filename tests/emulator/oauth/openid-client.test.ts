import { expect, test } from "@jest/globals";
import * as client from "openid-client";
import {
  ADA,
  authorizeParameters,
  CALLBACK,
  locationOf,
  openBrowser,
  signInOnPage,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const app = await startOAuthApp({
  client: { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } },
});

/** The library uses the machine's clock, so the cloud does here, too. */
const clockSkew = Math.round((app.cloud.clock.now() - Date.now()) / 1000);

const discover = (clientId: string, secret?: string): Promise<client.Configuration> =>
  client.discovery(
    new URL(`${app.cloud.endpoint}/${app.poolId}`),
    clientId,
    { [client.clockSkew]: clockSkew },
    secret === undefined ? client.None() : client.ClientSecretBasic(secret),
    { execute: [client.allowInsecureRequests] },
  );

test("openid-client signs in with PKCE, refreshes, reads userInfo, and revokes", async () => {
  const config = await discover(app.clientId);
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: "openid email",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  expect(url.origin).toBe(app.cloud.endpoint);
  const back = locationOf(await signInOnPage(openBrowser(app), url.searchParams));
  const tokens = await client.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  expect(tokens.claims()).toMatchObject({ email: ADA, nonce });
  const sub = tokens.claims()?.sub ?? "";
  expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
    email: ADA,
    email_verified: "true",
  });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  await client.tokenRevocation(config, refreshed.refresh_token ?? "");
  await expect(client.refreshTokenGrant(config, refreshed.refresh_token ?? "")).rejects.toMatchObject({
    error: "invalid_grant",
  });
  await expect(client.fetchUserInfo(config, refreshed.access_token, sub)).rejects.toThrow();
});

test("openid-client refuses an answer with another state, and one without", async () => {
  const config = await discover(app.clientId);
  const back = locationOf(
    await signInOnPage(openBrowser(app), authorizeParameters(app, { state: "theirs" })),
  );
  await expect(client.authorizationCodeGrant(config, back, { expectedState: "mine" })).rejects.toThrow();
  await expect(client.authorizationCodeGrant(config, back)).rejects.toThrow();
});

test("openid-client gets a token for a machine", async () => {
  const { id, secret } = await app.addClient({
    GenerateSecret: true,
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: ["api/read"],
    CallbackURLs: [],
  });
  const tokens = await client.clientCredentialsGrant(await discover(id, secret), { scope: "api/read" });
  expect(Object.keys(tokens).sort()).toEqual(["access_token", "expires_in", "token_type"]);
  expect(tokens.access_token.split(".")).toHaveLength(3);
});
