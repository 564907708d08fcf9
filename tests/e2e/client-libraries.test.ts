import {
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { JwtRsaVerifier } from "aws-jwt-verify";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { signInWith } from "../support/clients/published-clients.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { walkWithAmplify } from "../support/walks/amplify-walk.ts";

interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly issuer: string;
}

const api = new ApiClient(sharedStack());
let config: Config;

beforeAll(async () => {
  config = (await api.get("/v1/auth/config")).body as unknown as Config;
});

describe("@aws-sdk/client-cognito-identity-provider", () => {
  const cognito = cognitoClient(api.cloudUrl);

  test("signs up, confirms, signs in, refreshes and revokes; its token opens the API", async () => {
    const { email, password } = newPerson();
    const ClientId = config.userPoolClientId;
    await cognito.send(
      new SignUpCommand({
        ClientId,
        Username: email,
        Password: password,
        UserAttributes: [{ Name: "email", Value: email }],
      }),
    );
    await cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: await api.codeFor(email) }),
    );
    const signedIn = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    const { AccessToken = "", RefreshToken = "" } = signedIn.AuthenticationResult ?? {};
    const user = await cognito.send(new GetUserCommand({ AccessToken }));
    expect(user.UserAttributes).toContainEqual({ Name: "email", Value: email });

    const me = await api.get("/v1/me", { token: AccessToken });
    expect(me.status).toBe(200);
    expect(me.body.email).toBe(email);

    const refreshed = await cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    const rotated = refreshed.AuthenticationResult?.RefreshToken ?? "";
    expect(rotated).not.toBe(RefreshToken);
    await cognito.send(new RevokeTokenCommand({ ClientId, Token: rotated }));
    await expect(cognito.send(new GetUserCommand({ AccessToken }))).rejects.toThrow(NotAuthorizedException);
  });

  test("its tokens pass aws-jwt-verify against the published keys", async () => {
    const { accessToken, idToken } = await api.newSession();
    const verifier = JwtRsaVerifier.create({ issuer: config.issuer, audience: null });
    const jwks = await (await fetch(`${config.issuer}/.well-known/jwks.json`)).json();
    verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
    expect(await verifier.verify(accessToken)).toMatchObject({
      token_use: "access",
      client_id: config.userPoolClientId,
      "cognito:groups": ["users"],
      scope: expect.stringContaining("api/profile"),
    });
    expect(await verifier.verify(idToken)).toMatchObject({ token_use: "id", aud: config.userPoolClientId });
  });
});

describe("aws-amplify", () => {
  test("signs up, confirms and signs in by SRP; its token opens the API; refreshes and signs out", async () => {
    const person = newPerson();
    const result = await walkWithAmplify({ ...sharedStack(), person });
    expect(result.profile).toMatchObject({ email: person.email, emailVerified: true, groups: ["users"] });
    expect(result.statuses).toEqual([200, 200]);
    expect(result.originJti[0]).toEqual(expect.any(String));
    expect(result.originJti[1]).toBe(result.originJti[0]);
    expect(result.signedInAfterSignOut).toBe(false);
  });
});

test.each(["amazon-cognito-identity-js", "aws-amplify"] as const)(
  "%s is refused by SRP with a wrong password",
  async (client) => {
    const { email } = await api.register();
    const result = await signInWith(client, {
      endpoint: api.cloudUrl,
      poolId: config.userPoolId,
      clientId: config.userPoolClientId,
      username: email,
      password: "Not-the-password-1",
    });
    expect(result).toEqual({ error: "NotAuthorizedException: Incorrect username or password." });
  },
);
