import { beforeAll, expect, test } from "@jest/globals";
import { loadAuthModule } from "../../support/worlds/auth-module.ts";
import { PASSWORD } from "../../support/worlds/cognito-app.ts";
import { setAwsEndpoint } from "../../support/worlds/environment.ts";
import { ADA, authenticator, startMfaApp } from "../../support/worlds/mfa-app.ts";

/** The service's own pool leaves second factors to the user; this one requires an authenticator app for all users. */
let app: Awaited<ReturnType<typeof startMfaApp>>;
let post: Awaited<ReturnType<typeof loadAuthModule>>["post"];

beforeAll(async () => {
  app = await startMfaApp("ON", { without: ["SMS", "EMAIL"] });
  setAwsEndpoint(app.server.endpoint);
  ({ post } = await loadAuthModule(app));
});

test("an authenticator app is set up during sign-in, and required at the next one", async () => {
  const credentials = { email: ADA, password: PASSWORD };
  const asked = await post("sign-in", credentials);
  expect(asked.body).toMatchObject({
    challenge: "MFA_SETUP",
    parameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
  });

  const setup = await post("mfa-setup", { session: asked.body.session, email: ADA });
  expect(setup.body.otpauthUri).toContain(`secret=${setup.body.secret}`);
  const phone = authenticator(app, setup.body.secret);
  const answer = { challenge: "MFA_SETUP", session: setup.body.session, email: ADA };
  const wrong = await post("challenge", { ...answer, code: phone.wrongCode() });
  expect(wrong).toMatchObject({ status: 400, body: { code: "code_mismatch" } });
  const signedIn = await post("challenge", { ...answer, code: phone.code(), deviceName: "phone" });
  expect(signedIn).toMatchObject({ status: 200, body: { tokens: { tokenType: "Bearer" } } });
  expect(await post("challenge", { ...answer, code: phone.code() })).toMatchObject({
    status: 401,
    body: { code: "session_expired" },
  });

  app.server.clock.advance(60_000);
  const again = await post("sign-in", credentials);
  expect(again.body).toMatchObject({
    challenge: "SOFTWARE_TOKEN_MFA",
    parameters: { FRIENDLY_DEVICE_NAME: "phone" },
  });
});
