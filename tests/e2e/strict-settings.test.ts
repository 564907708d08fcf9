import {
  AdminAddUserToGroupCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PROTECTED_ROUTES, type RouteRequest } from "../support/checks/every-route.ts";
import { type ApiAnswer, ApiClient, newPerson, type Tokens } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { type LocalStack, startLocalStack } from "../support/stacks/local-stack.ts";
import { poolIdOf } from "../support/worlds/staff.ts";

// Its own stack: its settings differ.
let stack: LocalStack;
let api: ApiClient;
let tokens: Tokens;

beforeAll(async () => {
  // Sensitive changes need a sign-in within the last second.
  stack = await startLocalStack({ arguments: ["--param=reauthenticationSeconds=1"] });
  api = new ApiClient(stack);
  // Every user needs a second factor, and none can be sent.
  await cognitoClient(stack.cloudUrl).send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: await poolIdOf(api),
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
});

afterAll(async () => {
  await stack.stop();
});

test("if a second factor is required, the first sign-in sets it up", async () => {
  const { email, password } = await api.register();
  await cognitoClient(stack.cloudUrl).send(
    new AdminAddUserToGroupCommand({
      UserPoolId: await poolIdOf(api),
      Username: email,
      GroupName: "admins",
    }),
  );
  const asked = await api.post("/v1/auth/sign-in", { email, password });
  expect(asked.body).toMatchObject({ challenge: "MFA_SETUP", session: expect.any(String) });
  const setUp = await api.post("/v1/auth/mfa-setup", { session: asked.body.session, email });
  expect(setUp.body).toEqual({
    secret: expect.stringMatching(/^[A-Z2-7]+$/),
    otpauthUri: expect.stringMatching(/^otpauth:\/\/totp\//),
    qrSvg: expect.stringMatching(/^<svg/),
    session: expect.any(String),
  });
  const code = authenticatorOf(String(setUp.body.secret), Date.now).code();
  const signedIn = await api.post("/v1/auth/challenge", {
    challenge: "MFA_SETUP",
    session: setUp.body.session,
    email,
    code,
  });
  expect(signedIn.body).toMatchObject({ tokens: { tokenType: "Bearer" } });
  tokens = signedIn.body.tokens as Tokens;
});

describe("a sign-in that is no longer recent", () => {
  const ask = ({ method, path, takesBody }: RouteRequest) =>
    api.send(method, path, takesBody ? "{}" : undefined, { token: tokens.accessToken });

  const said = ({ status, body, headers }: ApiAnswer) => ({
    status,
    code: body.code,
    challenge: headers.get("www-authenticate"),
  });

  const TOO_OLD = {
    status: 401,
    code: "reauthentication_required",
    // RFC 9470 §3
    challenge:
      'Bearer error="insufficient_user_authentication", error_description="a more recent sign-in is required", max_age="1"',
  };

  beforeAll(async () => {
    // More than two seconds pass: each answer takes at least the 400 ms of `answerMilliseconds`.
    for (let asked = 0; asked < 6; asked += 1) {
      expect((await api.post("/v1/auth/forgot-password", { email: newPerson().email })).status).toBe(202);
    }
  });

  test.each(PROTECTED_ROUTES.filter(({ needsRecentSignIn }) => needsRecentSignIn))(
    "$method $path ($operation) requires a new one",
    async (route) => {
      expect(said(await ask(route))).toEqual(TOO_OLD);
    },
  );

  test("does not become recent by a refresh, and works everywhere else", async () => {
    const refreshed = await api.post("/v1/auth/refresh", { refreshToken: tokens.refreshToken });
    const { accessToken: token } = refreshed.body.tokens as Tokens;
    expect(said(await api.get("/v1/me/export", { token }))).toEqual(TOO_OLD);
    for (const path of ["/v1/me", "/v1/me/mfa", "/v1/me/passkeys", "/v1/me/sessions", "/v1/files"]) {
      expect({ path, status: (await api.get(path, { token })).status }).toEqual({ path, status: 200 });
    }
  });
});
