/**
 * `acr_values` and `max_age` on the pages of a pool's domain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html#login-endpoint-step-up).
 */
import { AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "@jest/globals";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  browserAt,
  codeOf,
  HOSTED_CLIENT,
  tokensFor,
} from "../../../support/worlds/hosted-app.ts";
import { ADA, ada, on, prefer, setUpTotp } from "../../../support/worlds/mfa-app.ts";
import { loa, moveToLite, startStepUpApp } from "../../../support/worlds/step-up-app.ts";

const PASSWORDS_ONLY = ["ALLOW_USER_PASSWORD_AUTH" as const];
const CONFIRM = "Confirm it is you · spa";
const LOGIN = "Sign in · spa";

const startApp = () => startStepUpApp({ client: { ...HOSTED_CLIENT, ExplicitAuthFlows: PASSWORDS_ONLY } });

async function signIn(browser: HostedBrowser): Promise<void> {
  await browser.fill({ "Email address": ADA, Password: PASSWORD });
}

/** A browser in which Ada signed in with her password, before she set an authenticator app up. */
async function browserOfAda(app: CognitoApp) {
  const browser = await browserAt(app);
  await signIn(browser);
  codeOf(browser);
  const { AccessToken } = await tokensOf(app, ADA);
  const phone = await setUpTotp(app, AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: on });
  return { browser, phone };
}

const open = (app: CognitoApp, browser: HostedBrowser, extra: Record<string, string>, path?: string) =>
  browser.open(authorizeUrl(app, extra, path));

async function authenticationOf(app: CognitoApp, browser: HostedBrowser) {
  const { id_token, access_token } = await tokensFor(app, browser);
  const [id, access] = [claimsOf(id_token), claimsOf(access_token)];
  expect([id.acr, id.amr]).toEqual([access.acr, access.amr]);
  return { acr: id.acr, amr: id.amr };
}

describe("a browser without a session", () => {
  it("is asked for all factors of the level, and the code's tokens have it", async () => {
    const app = await startApp();
    const { phone } = await browserOfAda(app);
    const browser = await browserAt(app, { acr_values: loa(4) });
    expect(browser.page.title).toBe(LOGIN);
    await signIn(browser);
    expect(browser.page.title).toBe("Enter your code · spa");
    await browser.fill({ Code: phone.code() });
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
  });

  it("gets the next level of the list if the user can't reach the first", async () => {
    const app = await startApp();
    const browser = await browserAt(app, { acr_values: `${loa(4)} ${loa(1)}` });
    await signIn(browser);
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(1), amr: ["pwd"] });
  });

  it("is told if the user has no such factors", async () => {
    const app = await startApp();
    const browser = await browserAt(app, { acr_values: loa(4) });
    await signIn(browser);
    expect(browser.page.title).toBe(`Error: ${LOGIN}`);
    expect(browser.page.text).toContain("no way to sign in that is strong enough");
  });

  it("with a choice of first factors, sees those that lead to the level", async () => {
    const app = await startStepUpApp({
      client: { ...HOSTED_CLIENT, ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    });
    const browser = await browserAt(app, { acr_values: loa(2) });
    await browser.fill({ "Email address": ADA });
    expect(browser.page.title).toBe("How do you want to sign in? · spa");
    expect(browser.page.text).not.toContain("Use your password");
    await browser.press("Get a code by email");
    await browser.fill({ Code: lastCode(app, ADA) });
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(2), amr: ["email_otp"] });
  });
});

describe("a browser with a session", () => {
  it("is asked for what is missing, and the session has the level from then on", async () => {
    const app = await startApp();
    const { browser, phone } = await browserOfAda(app);
    await open(app, browser, { acr_values: loa(4) });
    expect(browser.page.title).toBe(CONFIRM);
    expect(browser.page.text).toContain(`You are signed in as ${ADA}.`);
    await browser.press("Continue");
    expect(browser.page.title).toBe("Enter your code · spa");
    await browser.fill({ Code: phone.code() });
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
    await open(app, browser, { acr_values: loa(4) });
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
  });

  it("gets a code at once if the session has the level, or a higher one", async () => {
    const app = await startApp();
    const { browser } = await browserOfAda(app);
    await open(app, browser, { acr_values: loa(1) });
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(1), amr: ["pwd"] });
  });

  it("steps up on /login, too; a wrong code gives nothing", async () => {
    const app = await startApp();
    const { browser, phone } = await browserOfAda(app);
    await open(app, browser, { acr_values: loa(4) }, "/login");
    expect(browser.page.title).toBe(CONFIRM);
    await browser.press("Continue");
    await browser.fill({ Code: phone.wrongCode() });
    expect(browser.page.title).toBe("Error: Enter your code · spa");
    await open(app, browser, { acr_values: loa(4), prompt: "none" });
    expect(browser.page.url.searchParams.get("error")).toBe("login_required");
  });

  it("lets another user sign in", async () => {
    const app = await startApp();
    const { browser } = await browserOfAda(app);
    await open(app, browser, { acr_values: loa(4) });
    await browser.click("Use another account");
    expect(browser.page.title).toBe(LOGIN);
  });

  it("starts from the beginning if the session is older than max_age", async () => {
    const app = await startApp();
    const { browser } = await browserOfAda(app);
    // The authenticator app was set up a minute after the sign-in.
    await open(app, browser, { acr_values: loa(4), max_age: "60" });
    expect(browser.page.title).toBe(CONFIRM);
    await open(app, browser, { acr_values: loa(4), max_age: "59" });
    expect(browser.page.title).toBe(LOGIN);
    await open(app, browser, { acr_values: loa(4), max_age: "59" }, "/login");
    expect(browser.page.title).toBe(LOGIN);
  });

  it("starts from the beginning if the password was changed since", async () => {
    const app = await startApp();
    const { browser } = await browserOfAda(app);
    const Password = "New-Horse-10";
    await app.server.admin.send(new AdminSetUserPasswordCommand({ ...ada(app), Password, Permanent: true }));
    await open(app, browser, { acr_values: loa(4) });
    await browser.press("Continue");
    expect(browser.page.text).toContain("Password");
    expect(browser.page.text).not.toContain("authenticator app");
  });

  it("has no page to step up without a level above the session's", async () => {
    const app = await startApp();
    const { browser } = await browserOfAda(app);
    await open(app, browser, {}, "/login/step-up");
    expect(browser.page.title).toBe(LOGIN);
  });
});

describe("the list of levels", () => {
  it("must have a valid one", async () => {
    const app = await startApp();
    const browser = await browserAt(app, { acr_values: "gold silver" });
    expect(browser.page.url.searchParams.get("error")).toBe("invalid_request");
    expect(browser.page.url.searchParams.get("error_description")).toBe(
      "acr_values has no valid authentication level",
    );
  });

  it("is ignored in the LITE plan", async () => {
    const app = await startStepUpApp({ client: { ...HOSTED_CLIENT, ExplicitAuthFlows: PASSWORDS_ONLY } });
    await moveToLite(app);
    const browser = await browserAt(app, { acr_values: `gold ${loa(4)}` });
    await signIn(browser);
    expect(await authenticationOf(app, browser)).toEqual({ acr: loa(1), amr: ["pwd"] });
  });
});
