import { ListWebAuthnCredentialsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "@jest/globals";
import { testInBrowser } from "../../../support/clients/browser-tests.ts";
import { walkWithAmplifyPasskey } from "../../../support/walks/amplify-passkey-walk.ts";
import { walkWithPasskey } from "../../../support/walks/passkey-walk.ts";
import { claimsOf, PASSWORD, signUpConfirmed, tokensOf } from "../../../support/worlds/cognito-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";

async function walk() {
  const app = await startPasswordlessApp();
  // The browser uses the machine's clock.
  app.server.clock.advance(Date.now() - app.server.clock.now());
  const sub = await signUpConfirmed(app, ADA);
  const { AccessToken } = await tokensOf(app, ADA);
  const { endpoint, admin } = app.server;
  const request = { endpoint, clientId: app.clientId, username: ADA, accessToken: AccessToken };
  const result = await walkWithPasskey(request);
  const { Credentials } = await admin.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
  return { sub, result, Credentials };
}

testInBrowser(
  "Chromium registers a passkey once, signs in with it, and not without its user verified",
  async () => {
    const { sub, result, Credentials } = await walk();
    expect(result).toEqual({
      registration: "registered",
      secondRegistration: "InvalidStateError",
      signIn: expect.any(String),
      signInWithoutVerification: "NotAllowedError",
      signInByLaxPage: "NotAuthorizedException",
    });
    expect(claimsOf(result.signIn)).toMatchObject({ sub });
    expect(Credentials).toMatchObject([
      {
        RelyingPartyId: "localhost",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal"],
      },
    ]);
  },
);

testInBrowser("aws-amplify registers a passkey in the page, signs in with it, and forgets it", async () => {
  const app = await startPasswordlessApp(undefined, {
    client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"] },
  });
  app.server.clock.advance(Date.now() - app.server.clock.now());
  const sub = await signUpConfirmed(app, ADA);
  const { poolId, clientId } = app;
  const result = await walkWithAmplifyPasskey({
    endpoint: app.server.endpoint,
    poolId,
    clientId,
    username: ADA,
    password: PASSWORD,
  });
  expect(result).toEqual({ passkeys: 1, step: "DONE", accessToken: expect.any(String), passkeysLeft: 0 });
  expect(claimsOf(result.accessToken)).toMatchObject({ sub });
});
