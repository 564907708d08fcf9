import {
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import type { AuthClient } from "../../clients/typescript/index.ts";
import { runShell, snippetsToUse, writeCode } from "../support/checks/doc-snippets.ts";
import { bundleSnippet, evaluateInPage, RELOAD } from "../support/checks/snippet-page.ts";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { credentialsOf, describeClientNamed } from "../support/clients/app-client.ts";
import { testInBrowser } from "../support/clients/browser-tests.ts";
import { hasChromium } from "../support/clients/chromium.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { walkAsAgent } from "../support/walks/agent-walk.ts";
import { walkInBrowser } from "../support/walks/browser-app-walk.ts";
import { verifyBySnippet, walkAsServer } from "../support/walks/openid-client-walk.ts";
import { newAddress, signInAtProvider } from "../support/walks/sign-in-at-provider.ts";
import { newStaff } from "../support/worlds/staff.ts";

/** Runs the snippets of docs/client-apps.md, unchanged, with the stack; `machine-clients.test.ts` runs those of machines. */
const { snippet, notUsed } = snippetsToUse("docs/client-apps.md");

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);

interface Config {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly issuer: string;
  readonly managedLogin: { readonly redirectUris: readonly [string, ...string[]] };
}
let config: Config;
let machine: UserPoolClientType;
let server: UserPoolClientType;

const clientNamed = (name: string) => describeClientNamed(cognito, config.userPoolId, name);

beforeAll(async () => {
  config = (await api.get("/v1/auth/config")).body as unknown as Config;
  [machine, server] = await Promise.all([clientNamed("machine"), clientNamed("server")]);
});

const shell = (name: string, variables: Readonly<Record<string, string>>): Promise<string> =>
  runShell(snippet(name), { LOGIN: api.cloudUrl, API: api.apiUrl, ...variables });

/** The exit code of curl with `--fail` for an answer of 400 or above. */
const HTTP_ERROR = { code: 22 };

describe("agents", () => {
  test("register themselves, sign a user in and refresh; this API refuses their tokens, whatever the user may do", async () => {
    const { person: admin } = await newStaff(api);
    const walked = await walkAsAgent(snippet("agent.js"), admin, { ISSUER: config.issuer });
    expect(decodeJwt(walked.idToken)).toMatchObject({ aud: walked.clientId, email: admin.email });
    for (const token of [walked.accessToken, walked.refreshedToken]) {
      expect(decodeJwt(token)).toMatchObject({ client_id: walked.clientId, scope: "openid email" });
      for (const path of ["/v1/me", "/v1/admin/users"]) {
        expect((await api.get(path, { token })).status).toBe(401);
      }
    }
    const userInfo = await fetch(`${api.cloudUrl}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${walked.accessToken}` },
    });
    expect(await userInfo.json()).toMatchObject({ email: admin.email });
    const registered = { UserPoolId: config.userPoolId, ClientId: walked.clientId };
    const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(registered));
    expect(UserPoolClient).toMatchObject({ ClientType: "DCR", ClientName: "Notes agent" });
  });
});

describe("curl", () => {
  test("uses the code grant step by step, refreshes and revokes", async () => {
    const CLIENT_ID = config.userPoolClientId;
    const [REDIRECT_URI] = config.managedLogin.redirectUris;
    const email = newAddress();
    const lines = await shell("authorize.sh", { CLIENT_ID, REDIRECT_URI });
    const [VERIFIER = "", state, authorize = ""] = lines.split("\n");
    const callback = await signInAtProvider(authorize, REDIRECT_URI, email);
    expect(callback.searchParams.get("state")).toBe(state);

    const CODE = callback.searchParams.get("code") ?? "";
    const exchange = { CLIENT_ID, REDIRECT_URI, CODE, VERIFIER };
    const tokens = JSON.parse(await shell("exchange.sh", exchange));
    expect(decodeJwt(tokens.id_token)).toMatchObject({ email, aud: CLIENT_ID });

    // The token has the groups' scopes although they were not requested, and the API accepts it.
    expect(String(decodeJwt(tokens.access_token).scope).split(" ")).toEqual(
      expect.arrayContaining(["openid", "api/profile", "api/files"]),
    );
    expect(await api.get("/v1/me", { token: tokens.access_token })).toMatchObject({
      status: 200,
      body: { email, groups: expect.arrayContaining(["users"]) },
    });
    // It identifies the user, and grants nothing: it has no scope.
    expect((await api.get("/v1/me", { token: tokens.id_token })).status).toBe(403);

    const refreshed = JSON.parse(
      await shell("refresh.sh", { CLIENT_ID, REFRESH_TOKEN: tokens.refresh_token }),
    );
    const REFRESH_TOKEN = refreshed.refresh_token ?? tokens.refresh_token;
    await shell("revoke.sh", { CLIENT_ID, REFRESH_TOKEN });
    await expect(shell("refresh.sh", { CLIENT_ID, REFRESH_TOKEN })).rejects.toMatchObject(HTTP_ERROR);
  });

  test("gets nothing for a used code, or without its verifier", async () => {
    const CLIENT_ID = config.userPoolClientId;
    const [REDIRECT_URI] = config.managedLogin.redirectUris;
    const lines = await shell("authorize.sh", { CLIENT_ID, REDIRECT_URI });
    const [VERIFIER = "", , authorize = ""] = lines.split("\n");
    const codeOf = async () =>
      (await signInAtProvider(authorize, REDIRECT_URI)).searchParams.get("code") ?? "";
    const exchange = { CLIENT_ID, REDIRECT_URI, CODE: await codeOf(), VERIFIER };
    await shell("exchange.sh", exchange);
    await expect(shell("exchange.sh", exchange)).rejects.toMatchObject(HTTP_ERROR);
    const stolen = { ...exchange, CODE: await codeOf(), VERIFIER: "x".repeat(43) };
    await expect(shell("exchange.sh", stolen)).rejects.toMatchObject(HTTP_ERROR);
  });
});

const PROVIDERS = ["Google", "Facebook", "SignInWithApple", "OIDC", "SAML"];

test.each(PROVIDERS)(
  "a server signs a user in with openid-client by %s, refreshes and revokes; state and code hold",
  async (provider) => {
    const email = newAddress();
    const environment = {
      ISSUER: config.issuer,
      ...credentialsOf(server),
      REDIRECT_URI: String(server.CallbackURLs?.[0]),
    };
    const walked = await walkAsServer(snippet("openid-client.js"), { provider, email }, environment);
    const username = expect.stringMatching(new RegExp(`^${provider}_.`, "i"));
    expect(walked.userInfo).toMatchObject({ email, username });
    expect(walked.refusals).toEqual(["OAUTH_INVALID_RESPONSE", "invalid_grant"]);
    expect(walked.refreshAfterRevocation).toBe("invalid_grant");
    expect(decodeJwt(walked.refreshedToken).origin_jti).toBe(decodeJwt(walked.accessToken).origin_jti);
    expect((await api.get("/v1/me", { token: walked.refreshedToken })).status).toBe(401);
  },
);

/** Where a user with a password in the pool signs in. */
const PAGES = "the pool's own pages";

const BROWSER_APPS = ["oidc-client-ts.js", "amplify.js"];

/** Tests that need a browser. */
const IN_BROWSERS = [...BROWSER_APPS, "typed-client.ts", "react-store.ts"];

testInBrowser.each(
  BROWSER_APPS.flatMap((app) => [...PROVIDERS, PAGES].map((place) => [app, place] as const)),
)("in Chromium, %s signs a user in by %s, refreshes and signs out of app and pages", async (name, place) => {
  const provider = place === PAGES ? undefined : place;
  const { email, password } =
    provider === undefined ? await api.register() : { ...newPerson(), email: newAddress() };
  const { origin } = new URL(config.managedLogin.redirectUris[0]);
  const stack = { apiUrl: api.apiUrl, cloudUrl: api.cloudUrl };
  const sight = await walkInBrowser(snippet(name), { ...stack, origin, provider, email, password });
  expect(sight.answers).toEqual([
    { status: 200, body: expect.objectContaining({ email }) },
    { status: 200, body: expect.objectContaining({ email }) },
  ]);
  const [first, second] = sight.tokens.map((token) => decodeJwt(token));
  expect(first).toMatchObject({ sign_in: provider ?? "hosted" });
  expect(second).toMatchObject({ origin_jti: first?.origin_jti });
  expect(second?.jti).not.toBe(first?.jti);
  // No token stays where every script of the origin can read it.
  expect(sight.localStorage).not.toMatch(/eyJ/);
  const isSession = (name: string) => /^cognito(-\d+)?$/.test(name);
  expect(sight.cookies[0]?.filter(isSession)).toHaveLength(1);
  expect(sight).toMatchObject({ isSignedInAfterwards: false, complaints: [] });
  expect(sight.cookies[1]?.filter(isSession)).toEqual([]);
});

describe("the typed client", () => {
  testInBrowser("signs a user in, is still signed in after a reload, and signs out", async () => {
    const { email, password } = await api.register();
    const signIn = (word: string) =>
      `app.signIn(${JSON.stringify(email)}, ${JSON.stringify(word)}, async () => "")`;
    const results = await evaluateInPage("typed-client.ts", snippet("typed-client.ts"), api.apiUrl, [
      "app.greeting()",
      signIn("not it"),
      signIn(password),
      "app.greeting()",
      RELOAD,
      "app.greeting()",
      "app.signOut()",
      RELOAD,
      "app.greeting()",
    ]);
    const hello = `Hello ${email}`;
    expect(results).toEqual([
      "unauthorized",
      "invalid_credentials",
      "signed in",
      hello,
      hello,
      null,
      "unauthorized",
    ]);
  });

  testInBrowser("works as a store for React", async () => {
    const person = await api.register();
    const isKnown = `new Promise((resolve) => {
      const look = () => app.getState() !== "unknown" && resolve(app.getState());
      app.subscribe(look);
      look();
    })`;
    const results = await evaluateInPage("react-store.ts", snippet("react-store.ts"), api.apiUrl, [
      isKnown,
      `app.auth.signIn(${JSON.stringify(person)}).then(() => app.getState())`,
      RELOAD,
      isKnown,
      "app.auth.signOut().then(() => app.getState())",
    ]);
    expect(results).toEqual(["signedOut", "signedIn", "signedIn", "signedOut"]);
  });

  test("keeps a sign-in in the session of a server", async () => {
    const code = await bundleSnippet("server-session.ts", snippet("server-session.ts"), api.apiUrl, "node");
    const { authOf } = (await import(writeCode("server-session.mjs", code))) as {
      authOf: (session: Map<string, string>) => AuthClient;
    };
    const person = await api.register();
    const session = new Map<string, string>();
    expect(await authOf(session).signIn(person)).toEqual({ kind: "signedIn" });
    expect((await authOf(session).api.GET("/v1/me")).data?.email).toBe(person.email);
    expect((await authOf(new Map()).api.GET("/v1/me")).error?.code).toBe("unauthorized");
    await authOf(session).signOut();
    expect(await authOf(session).restore()).toBe(false);
  });
});

test("aws-jwt-verify accepts the pool's tokens for their own use, and no others", async () => {
  const { accessToken, idToken } = await api.newSession();
  const [header = "", payload = "", signature = ""] = accessToken.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const altered = Buffer.from(JSON.stringify({ ...claims, "cognito:groups": ["admins"] })).toString(
    "base64url",
  );
  const machineToken = JSON.parse(await shell("machine-token.sh", credentialsOf(machine))).access_token;
  const results = await verifyBySnippet(
    snippet("verify-tokens.js"),
    [
      [accessToken, "access"],
      [idToken, "id"],
      [accessToken, "id"],
      [idToken, "access"],
      [`${header}.${altered}.${signature}`, "access"],
      [machineToken, "access"],
      ["not a token", "access"],
    ],
    { API_URL: api.apiUrl },
  );
  expect(results).toEqual([
    expect.objectContaining({ token_use: "access", client_id: config.userPoolClientId, iss: config.issuer }),
    expect.objectContaining({ token_use: "id", aud: config.userPoolClientId }),
    "CognitoJwtInvalidTokenUseError",
    "CognitoJwtInvalidTokenUseError",
    "JwtInvalidSignatureError",
    "CognitoJwtInvalidClientIdError",
    "JwtParseError",
  ]);
});

describe("AppAuth", () => {
  const { redirectUrl, scopes, ...settings } = JSON.parse(snippet("appauth.json"));
  let spa: UserPoolClientType;

  const setCallbacks = (CallbackURLs: readonly string[] | undefined) => {
    const { ClientId, UserPoolId, CreationDate: _, LastModifiedDate: __, ...kept } = spa;
    return cognito.send(
      new UpdateUserPoolClientCommand({
        ...kept,
        ClientId,
        UserPoolId,
        CallbackURLs: CallbackURLs && [...CallbackURLs],
      }),
    );
  };

  beforeAll(async () => {
    spa = await clientNamed("spa");
    await setCallbacks([...(spa.CallbackURLs ?? []), redirectUrl]);
  });
  afterAll(async () => {
    await setCallbacks(spa.CallbackURLs);
  });

  test("returns by its custom scheme, and gets tokens with PKCE and without a secret", async () => {
    expect(settings).toEqual({ issuer: expect.any(String), clientId: expect.any(String), usePKCE: true });
    const variables = { CLIENT_ID: config.userPoolClientId, REDIRECT_URI: redirectUrl };
    const [VERIFIER = "", , line = ""] = (await shell("authorize.sh", variables)).split("\n");
    const authorize = new URL(line);
    authorize.searchParams.set("scope", scopes.join(" "));
    const callback = await signInAtProvider(authorize.href, redirectUrl);
    expect(callback.protocol).toBe("com.example.app:");
    const CODE = callback.searchParams.get("code") ?? "";
    const tokens = JSON.parse(await shell("exchange.sh", { ...variables, CODE, VERIFIER }));
    expect(String(decodeJwt(tokens.access_token).scope).split(" ")).toEqual(expect.arrayContaining(scopes));
    // Another app with the same scheme gets the code but not the verifier.
    await expect(
      shell("exchange.sh", { ...variables, CODE, VERIFIER: "x".repeat(43) }),
    ).rejects.toMatchObject(HTTP_ERROR);
  });
});

test("every snippet of the page is run here, except for machines', if there is a browser for browser snippets", () => {
  const left = new Set(hasChromium ? [] : IN_BROWSERS);
  expect(notUsed().filter((name) => !name.startsWith("machine") && !left.has(name))).toEqual([]);
});
