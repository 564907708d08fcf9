import { AdminDeleteUserCommand, AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  ADA,
  authorizeParameters,
  type Browser,
  CALLBACK,
  locationOf,
  openBrowser,
  signInOnPage,
  startOAuthApp,
} from "../../support/worlds/oauth-app.ts";

const app = await startOAuthApp();

async function signedIn(): Promise<Browser> {
  const browser = openBrowser(app);
  await signInOnPage(browser, authorizeParameters(app));
  return browser;
}

/** `code`, `login`, or the error. */
async function authorize(browser: Browser, changes: Record<string, string> = {}): Promise<string> {
  const location = locationOf(await browser.get(`/oauth2/authorize?${authorizeParameters(app, changes)}`));
  if (location.pathname === "/login") return "login";
  return location.searchParams.has("code") ? "code" : (location.searchParams.get("error") ?? location.href);
}

describe("a browser that has signed in", () => {
  test("gets a code at once, for any client of the pool", async () => {
    const browser = await signedIn();
    const { id } = await app.addClient();
    expect(await authorize(browser)).toBe("code");
    expect(await authorize(browser, { prompt: "none" })).toBe("code");
    expect(await authorize(browser, { client_id: id })).toBe("code");
  });

  test("signs in again if the client asks for it", async () => {
    const browser = await signedIn();
    expect(await authorize(browser, { prompt: "login" })).toBe("login");
    expect(await authorize(browser, { prompt: "select_account" })).toBe("code");
  });

  test("signs in again if the sign-in is older than max_age", async () => {
    const browser = await signedIn();
    app.cloud.clock.advance(10_000);
    expect(await authorize(browser, { max_age: "10" })).toBe("code");
    app.cloud.clock.advance(1_000);
    expect(await authorize(browser, { max_age: "10" })).toBe("login");
    expect(await authorize(browser, { max_age: "0", prompt: "none" })).toBe("login_required");
  });

  test("keeps its session for one hour, which use does not extend", async () => {
    const browser = await signedIn();
    app.cloud.clock.advance(59 * 60_000);
    expect(await authorize(browser)).toBe("code");
    app.cloud.clock.advance(60_000);
    expect(await authorize(browser)).toBe("login");
  });

  test("has no session at another pool, or once the user is disabled or deleted", async () => {
    const browser = await signedIn();
    const other = await startOAuthApp();
    const elsewhere = openBrowser(other);
    elsewhere.cookies.set("cognito", browser.cookies.get("cognito") ?? "");
    const answer = await elsewhere.get(`/oauth2/authorize?${authorizeParameters(other)}`);
    expect(locationOf(answer).pathname).toBe("/login");

    const own = openBrowser(other);
    await signInOnPage(own, authorizeParameters(other));
    const isIn = async () =>
      locationOf(await own.get(`/oauth2/authorize?${authorizeParameters(other)}`)).searchParams.has("code");
    expect(await isIn()).toBe(true);
    await other.admin.send(new AdminDisableUserCommand({ UserPoolId: other.poolId, Username: ADA }));
    expect(await isIn()).toBe(false);
    await other.admin.send(new AdminDeleteUserCommand({ UserPoolId: other.poolId, Username: ADA }));
    expect(await isIn()).toBe(false);
  });

  test("has a new session id that was never known before (session fixation)", async () => {
    const planted = "attacker-chosen";
    const browser = openBrowser(app);
    browser.cookies.set("cognito", planted);
    await signInOnPage(browser, authorizeParameters(app));
    expect(browser.cookies.get("cognito")).not.toBe(planted);
    const attacker = openBrowser(app);
    attacker.cookies.set("cognito", planted);
    expect(await authorize(attacker)).toBe("login");
    const first = browser.cookies.get("cognito");
    await signInOnPage(browser, authorizeParameters(app, { prompt: "login" }));
    expect(browser.cookies.get("cognito")).not.toBe(first);
  });

  test("has a cookie that scripts can't read and that other sites' forms don't send", async () => {
    const answer = await signInOnPage(openBrowser(app), authorizeParameters(app));
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("cognito="));
    expect(cookie).toMatch(/^cognito=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
  });
});

describe("the implicit grant", () => {
  test("returns tokens in the fragment, but no refresh token", async () => {
    const { id } = await app.addClient({ AllowedOAuthFlows: ["implicit"] });
    const answer = await signInOnPage(
      openBrowser(app),
      authorizeParameters(app, { client_id: id, response_type: "token" }),
    );
    const location = locationOf(answer);
    expect(location.search).toBe("");
    const answered = new URLSearchParams(location.hash.slice(1));
    expect([...answered.keys()].sort()).toEqual([
      "access_token",
      "expires_in",
      "id_token",
      "state",
      "token_type",
    ]);
    expect(answered.get("state")).toBe("the state");
  });
});

test("reports a trigger's refusal to the client", async () => {
  const refusing = await startOAuthApp({
    lambdas: {
      invoke: async () => ({ kind: "function-error", errorType: "Error", errorMessage: "Not on Mondays." }),
    },
    pool: {
      LambdaConfig: { PreTokenGeneration: "arn:aws:lambda:us-east-1:000000000000:function:token" },
    },
  });
  const { id } = await refusing.addClient({ AllowedOAuthFlows: ["implicit"] });
  const parameters = authorizeParameters(refusing, { client_id: id, response_type: "token" });
  const answered = new URLSearchParams(
    locationOf(await signInOnPage(openBrowser(refusing), parameters)).hash.slice(1),
  );
  expect(Object.fromEntries(answered)).toEqual({
    error: "invalid_request",
    error_description: "PreTokenGeneration failed with error Not on Mondays..",
    state: "the state",
  });
});

describe("logout", () => {
  const leave = (browser: Browser, query: Record<string, string>) =>
    browser.get(`/logout?${new URLSearchParams({ client_id: app.clientId, ...query })}`);

  test("ends the browser's session and redirects to a registered address", async () => {
    const browser = await signedIn();
    const before = browser.cookies.get("cognito") ?? "";
    const answer = await leave(browser, { logout_uri: "http://localhost:5173/" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("http://localhost:5173/");
    expect(browser.cookies.has("cognito")).toBe(false);
    // The session itself has ended, and not only the cookie.
    browser.cookies.set("cognito", before);
    expect(await authorize(browser)).toBe("login");
  });

  test("redirects to the sign-in page with a redirect URI", async () => {
    const browser = await signedIn();
    const answer = await leave(browser, { redirect_uri: CALLBACK, response_type: "code", state: "s" });
    const location = locationOf(answer);
    expect(location.pathname).toBe("/login");
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ redirect_uri: CALLBACK, state: "s" });
    expect(await authorize(browser)).toBe("login");
  });

  test.each([
    ["an address that is not registered", { logout_uri: "https://evil.example/" }],
    ["a callback as sign-out address", { logout_uri: CALLBACK }],
    ["a registered address with a suffix", { logout_uri: "http://localhost:5173/@evil.example" }],
    [
      "a redirect URI that is not registered",
      { redirect_uri: "https://evil.example/", response_type: "code" },
    ],
    [
      "an address in a parameter that Cognito does not know",
      { post_logout_redirect_uri: "http://localhost:5173/" },
    ],
    ["no address", {}],
    ["another client", { client_id: "unknown", logout_uri: "http://localhost:5173/" }],
  ])("stays on our own page and ends nothing: %s", async (_, query) => {
    const browser = await signedIn();
    const answer = await leave(browser, query as Record<string, string>);
    expect(answer.headers.get("location")).toMatch(/^\/error\?error=/);
    expect(await authorize(browser)).toBe("code");
  });
});

test("two stacks on one host do not overwrite each other's cookies", async () => {
  const stacks = [
    app,
    await startOAuthApp({ cookieSuffix: "-1" }),
    await startOAuthApp({ cookieSuffix: "-2" }),
  ];
  const browsers = stacks.map((stack) => openBrowser(stack));
  // Cookies ignore ports: each stack gets the cookies of all stacks.
  const shareCookies = () => {
    const all = browsers.flatMap(({ cookies }) => [...cookies]);
    for (const { cookies } of browsers) for (const [name, value] of all) cookies.set(name, value);
  };
  for (const [index, stack] of stacks.entries()) {
    shareCookies();
    await signInOnPage(browsers[index] as Browser, authorizeParameters(stack));
  }
  shareCookies();
  expect(
    [...(browsers[0] as Browser).cookies.keys()].filter((name) => name.startsWith("cognito")).sort(),
  ).toEqual(["cognito", "cognito-1", "cognito-2"]);
  for (const [index, stack] of stacks.entries()) {
    const answer = await (browsers[index] as Browser).get(`/oauth2/authorize?${authorizeParameters(stack)}`);
    expect(locationOf(answer).searchParams.has("code")).toBe(true);
  }
});
