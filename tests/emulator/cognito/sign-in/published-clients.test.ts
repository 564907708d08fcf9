import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { JwtVerifier } from "aws-jwt-verify";
import {
  type PublishedClient,
  type SignInRequest,
  signInWith,
} from "../../../support/clients/published-clients.ts";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";

const clients: readonly PublishedClient[] = ["amazon-cognito-identity-js", "aws-amplify"];

describe.each(clients)("%s", (client) => {
  let app: CognitoApp;
  let request: Omit<SignInRequest, "username">;
  beforeAll(async () => {
    // Amplify refreshes by GetTokensFromRefreshToken, so it works with the service's own client, which rotates.
    const rotation = {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH" as const],
      RefreshTokenRotation: { Feature: "ENABLED" as const, RetryGracePeriodSeconds: 10 },
    };
    app = await startCognitoApp(client === "aws-amplify" ? { client: rotation } : {});
    // These clients use the machine's clock.
    app.server.clock.advance(Date.now() - app.server.clock.now());
    request = {
      endpoint: app.server.endpoint,
      poolId: app.poolId,
      clientId: app.clientId,
      password: PASSWORD,
    };
  });

  test("signs in by SRP, and its tokens verify; the session refreshes", async () => {
    const sub = await signUpConfirmed(app, "ada@example.com");
    const result = await signInWith(client, { ...request, username: "ada@example.com" });
    const verifier = JwtVerifier.create({ issuer: `${app.server.endpoint}/${app.poolId}`, audience: null });
    const jwks = app.server.service.jwks(app.poolId);
    verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
    for (const token of [result.idToken, result.accessToken, result.refreshedAccessToken]) {
      await expect(verifier.verify(token ?? "")).resolves.toMatchObject({ sub });
    }
    expect(claimsOf(result.refreshedAccessToken).origin_jti).toBe(claimsOf(result.accessToken).origin_jti);
  });

  test("is refused in the same way with a wrong password and for an unknown user", async () => {
    await signUpConfirmed(app, "eve@example.com");
    const wrong = { error: "NotAuthorizedException: Incorrect username or password." };
    expect(
      await signInWith(client, { ...request, username: "eve@example.com", password: "Wrong-Horse-9" }),
    ).toEqual(wrong);
    expect(await signInWith(client, { ...request, username: "ghost@example.com" })).toEqual(wrong);
  });

  test("replaces a temporary password with a new one", async () => {
    await app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: "new@example.com",
        TemporaryPassword: "Temporary-Horse-1",
        MessageAction: "SUPPRESS",
      }),
    );
    const result = await signInWith(client, {
      ...request,
      username: "new@example.com",
      password: "Temporary-Horse-1",
      newPassword: PASSWORD,
    });
    expect(claimsOf(result.idToken).email).toBe("new@example.com");
  });
});

test("aws-amplify refreshes if the client does not rotate, too", async () => {
  const app = await startCognitoApp();
  app.server.clock.advance(Date.now() - app.server.clock.now());
  await signUpConfirmed(app, "ada@example.com");
  const { server, poolId, clientId } = app;
  const person = { username: "ada@example.com", password: PASSWORD };
  const result = await signInWith("aws-amplify", { endpoint: server.endpoint, poolId, clientId, ...person });
  const [first, second] = [claimsOf(result.accessToken), claimsOf(result.refreshedAccessToken)];
  expect(second.origin_jti).toBe(first.origin_jti);
  expect(second.jti).not.toBe(first.jti);
});
