import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createApiClient, readStepUp } from "../../clients/typescript/index.ts";
import { PROTECTED_ROUTES, type RouteRequest } from "../support/checks/every-route.ts";
import { ApiClient, type Tokens } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { describeInBrowser } from "../support/clients/browser-tests.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { signInPages } from "../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../support/clients/console/use-console.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { newStaff } from "../support/worlds/staff.ts";

// Its own stack: administrators need a second factor.
const stack = closeAtEnd(
  await startLocalStack({ arguments: [...QUICK_ANSWERS, "--param=adminMfa=required"] }),
);
const api = new ApiClient(stack);

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", error_description="a sign-in with a second factor is required", ' +
  'acr_values="urn:cognito:loa:3 urn:cognito:loa:4", max_age="900"';

const claimsIn = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

/** An administrator whose sign-in, by password, is from before the authenticator app: the refreshed token has the scopes. */
async function newAdministrator() {
  const { person, token: first, refreshToken } = await newStaff(api);
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token: first })).body;
  const app = authenticatorOf(String(secret), Date.now);
  // A code is good once, and the next sign-in may fall into the same half minute.
  const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token: first });
  expect(verified.status).toBe(200);
  const refreshed = await api.post("/v1/auth/refresh", { refreshToken });
  const { accessToken: token } = refreshed.body.tokens as Tokens;
  return { person, app, token, first };
}

async function signInWithCode({ person, app }: Awaited<ReturnType<typeof newAdministrator>>) {
  const { email, password } = person;
  const asked = await api.post("/v1/auth/sign-in", { email, password });
  const answered = await api.post("/v1/auth/challenge", {
    challenge: asked.body.challenge,
    session: asked.body.session,
    email,
    code: app.code(),
  });
  return answered.body.tokens as Tokens;
}

const ask = (token: string, { method, path, takesBody }: RouteRequest) =>
  api.send(method, path, takesBody ? "{}" : undefined, { token });

describe("an administrator who signed in without a second factor", () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await newAdministrator());
  });

  test("has a token with the scopes, which says what it lacks", () => {
    expect(claimsIn(token)).toMatchObject({
      scope: expect.stringContaining("api/users.write"),
      acr: "urn:cognito:loa:1",
      amr: ["pwd"],
    });
  });

  test.each(PROTECTED_ROUTES.filter(({ needsSecondFactor }) => needsSecondFactor))(
    "$method $path asks for one",
    async (route) => {
      const { status, body, headers } = await ask(token, route);
      expect([status, body.code, headers.get("www-authenticate")]).toEqual([
        401,
        "reauthentication_required",
        CHALLENGE,
      ]);
      expect(body.detail).toMatch(/second factor/);
    },
  );

  test("goes on in the own account", async () => {
    expect((await api.get("/v1/me/export", { token })).status).toBe(200);
  });
});

test("a sign-in with the second factor is enough, and a refresh keeps it", async () => {
  const administrator = await newAdministrator();
  const tokens = await signInWithCode(administrator);
  expect(claimsIn(tokens.accessToken)).toMatchObject({ acr: "urn:cognito:loa:4" });
  expect((await api.get("/v1/admin/users", { token: tokens.accessToken })).status).toBe(200);
  const { body } = await api.post("/v1/auth/refresh", { refreshToken: tokens.refreshToken });
  const { accessToken } = body.tokens as Tokens;
  expect((await api.get("/v1/admin/overview", { token: accessToken })).status).toBe(200);
});

test("an SDK steps up with what the challenge says: only the code is asked for", async () => {
  const { person, app, token } = await newAdministrator();
  const client = createApiClient({ baseUrl: api.apiUrl, accessToken: () => token });
  const needed = readStepUp((await client.GET("/v1/admin/users")).response);
  const ClientId = String(claimsIn(token).client_id);
  const cognito = cognitoClient(stack.cloudUrl);
  const asked = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: {
        USERNAME: person.email,
        ACCESS_TOKEN: token,
        TARGET_ACR_VALUES: needed?.acrValues.join(" ") ?? "",
        MAX_AGE: String(needed?.maxAge),
      },
    }),
  );
  expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const { AuthenticationResult } = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeResponses: { USERNAME: person.email, SOFTWARE_TOKEN_MFA_CODE: app.code() },
      Session: asked.Session,
    }),
  );
  const accessToken = String(AuthenticationResult?.AccessToken);
  expect((await api.get("/v1/admin/users", { token: accessToken })).status).toBe(200);
});

test("the typed client tells what is needed, beside the problem", async () => {
  const { token } = await newAdministrator();
  const client = createApiClient({ baseUrl: api.apiUrl, accessToken: () => token });
  const { error, response } = await client.GET("/v1/admin/users");
  expect(error?.code).toBe("reauthentication_required");
  expect(readStepUp(response)).toEqual({
    maxAge: 900,
    acrValues: ["urn:cognito:loa:3", "urn:cognito:loa:4"],
  });
});

describeInBrowser("the console", () => {
  const browser = useConsole(() => ({ consoleUrl: stack.consoleUrl }));
  const { heading, text, givePassword } = signInPages(() => browser);

  test("asks for the second step in place, and then shows what was asked for", async () => {
    const { person, token } = await newStaff(api);
    await givePassword(person, "/account/security");
    await heading("Security").waitFor();
    const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
    const app = authenticatorOf(String(secret), Date.now);
    await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
    // The cookie's next token has the scopes, and is of the sign-in by password.
    await browser.open("/admin/users");
    await heading("Sign in again").waitFor();
    await text(/with the second step or a passkey/).waitFor();
    expect(await browser.axe()).toEqual([]);
    const dialog = browser.page.getByRole("dialog");
    await dialog.getByLabel("Password", { exact: true }).fill(person.password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.getByLabel("Code", { exact: true }).fill(app.code());
    await browser.page.getByRole("dialog").waitFor({ state: "detached" });
    await text(person.email).first().waitFor();
    expect(new URL(browser.page.url()).pathname).toBe("/admin/users");
  });
});
