import { AdminCreateUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "@jest/globals";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  setPassword,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  browserAt,
  codeOf,
  HOSTED_CLIENT,
  tokensFor,
} from "../../../support/worlds/hosted-app.ts";
import {
  ADA,
  authenticator,
  configureMfa,
  givePhone,
  OWN_SENDER,
  on,
  PHONE,
  prefer,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";

const client = HOSTED_CLIENT;

/** The browser once the password is right. */
async function afterPassword(app: CognitoApp): Promise<HostedBrowser> {
  const browser = await browserAt(app);
  await browser.fill({ "Email address": ADA, Password: PASSWORD });
  return browser;
}

/** The key that the page shows. */
const keyOn = ({ page }: HostedBrowser): string =>
  /<code class="key">([^<]+)</.exec(page.html)?.[1]?.replaceAll(" ", "") ?? "";

describe("a second factor", () => {
  it("by authenticator app: the right code works, even after a wrong one", async () => {
    const app = await startMfaApp("OFF", { client });
    const { AccessToken } = await tokensOf(app, ADA);
    await configureMfa(app, "OPTIONAL");
    const phone = await setUpTotp(app, AccessToken);
    await prefer(app, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });

    const browser = await afterPassword(app);
    expect(browser.page.title).toBe("Enter your code · spa");
    const wrong = phone.code() === "000000" ? "000001" : "000000";
    await browser.fill({ Code: wrong });
    expect(browser.page.title).toBe("Error: Enter your code · spa");
    const [code] = browser.page.forms[0]?.inputs.filter(({ label }) => label === "Code") ?? [];
    expect(code?.attributes).toMatchObject({
      autocomplete: "one-time-code",
      inputmode: "numeric",
      "aria-invalid": "true",
      "aria-describedby": "field-code-problem",
    });
    expect(code?.value).toBe("");

    await browser.fill({ Code: phone.code() });
    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ email: ADA });
  });

  it("by e-mail or text message: the choice decides where the code is sent", async () => {
    const app = await startMfaApp("OPTIONAL", { client });
    await givePhone(app);
    await prefer(app, { EmailMfaSettings: on, SMSMfaSettings: on });

    const browser = await afterPassword(app);
    expect(browser.page.title).toBe("Confirm it is you · spa");
    await browser.press("Email");
    expect(browser.page.text).toContain("Enter the code from the email we sent to a***@e***");
    await browser.fill({ Code: lastCode(app, ADA) });
    codeOf(browser);

    const other = await afterPassword(app);
    await other.press("Text message");
    expect(other.page.text).toContain("Check your phone");
    await other.fill({ Code: lastCode(app, PHONE) });
    codeOf(other);
  });

  it("that was not offered can't be chosen", async () => {
    const app = await startMfaApp("OPTIONAL", { client });
    await givePhone(app);
    await prefer(app, { EmailMfaSettings: on, SMSMfaSettings: on });
    const browser = await afterPassword(app);
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(String(browser.page.url), { _csrf, choice: "SOFTWARE_TOKEN_MFA" });
    expect(browser.page.text).toContain("Choose one of the ways offered.");
    await browser.press("Email");
    expect(browser.page.title).toBe("Check your email · spa");
  });
});

describe("set-up of a second factor that the pool requires", () => {
  it("by authenticator app: QR code and key, again after a reload, then its first code", async () => {
    const app = await startMfaApp("ON", { client, without: ["EMAIL", "SMS"] });
    const browser = await afterPassword(app);
    expect(browser.page.title).toBe("Add your authenticator app · spa");
    expect(browser.page.html).toMatch(
      /<svg viewBox="0 0 \d+ \d+"[^>]*aria-label="QR code with the key below"/,
    );
    const key = keyOn(browser);
    await browser.open(String(browser.page.url));
    expect(keyOn(browser)).toBe(key);

    await browser.fill({ Code: "000000" });
    expect(browser.page.title).toBe("Error: Add your authenticator app · spa");
    await browser.fill({ Code: authenticator(app, key).code() });
    codeOf(browser);

    app.server.clock.advance(60_000);
    const next = await afterPassword(app);
    await next.fill({ Code: authenticator(app, key).code() });
    codeOf(next);
  });

  it("is skipped for users with an address for codes", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    expect(browser.page.title).toBe("Check your email · spa");
    await browser.fill({ Code: lastCode(app, ADA) });
    codeOf(browser);
  });

  it("by an address that the user enters, or by an app, as the user chooses", async () => {
    const app = await startCognitoApp({
      client,
      pool: { UsernameAttributes: [], AutoVerifiedAttributes: [], EmailConfiguration: OWN_SENDER },
    });
    await configureMfa(app, "ON", ["SMS"]);
    await app.server.admin.send(
      new AdminCreateUserCommand({ UserPoolId: app.poolId, Username: "ada", MessageAction: "SUPPRESS" }),
    );
    await setPassword(app, "ada");
    const start = async () => {
      const browser = await browserAt(app);
      await browser.fill({ Username: "ada", Password: PASSWORD });
      expect(browser.page.title).toBe("Set up a second step · spa");
      return browser;
    };
    const withApp = await start();
    await withApp.press("Authenticator app");
    expect(keyOn(withApp)).toMatch(/^[A-Z2-7]{32}$/);

    const withMail = await start();
    await withMail.fill({ "Email address": "not an address" });
    expect(withMail.page.text).toContain("Enter an email address like name@example.com.");
    await withMail.fill({ "Email address": ADA });
    await withMail.fill({ Code: lastCode(app, ADA) });
    codeOf(withMail);
  });
});

describe("a temporary password", () => {
  it("is replaced during sign-in, by the pool's rules", async () => {
    const app = await startMfaApp("OFF", { client });
    await app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: "new@example.com",
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
      }),
    );
    const browser = await browserAt(app);
    await browser.fill({ "Email address": "new@example.com", Password: PASSWORD });
    expect(browser.page.title).toBe("Choose a new password · spa");

    const fill = (password: string, repeat = password) =>
      browser.fill({ "New password": password, "Repeat the password": repeat });
    await fill("Other-Horse-9", "Other-Horse-8");
    expect(browser.page.text).toContain("The passwords are not the same.");
    await fill("short");
    expect(browser.page.text).toContain("The password is too short.");
    await fill("lowercase-horse-9");
    expect(browser.page.text).toContain("The password needs an uppercase letter.");
    expect(browser.page.html).not.toContain("lowercase-horse-9");
    await fill("Other-Horse-9");
    codeOf(browser);

    const { AuthenticationResult } = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "new@example.com", PASSWORD: "Other-Horse-9" },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("asks for attributes that the pool requires", async () => {
    const strict = await startCognitoApp({
      client,
      pool: { Schema: [{ Name: "given_name", Required: true, Mutable: true }] },
    });
    await strict.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: strict.poolId,
        Username: ADA,
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
      }),
    );
    const browser = await browserAt(strict);
    await browser.fill({ "Email address": ADA, Password: PASSWORD });
    await browser.fill({ "New password": "Other-Horse-9", "Repeat the password": "Other-Horse-9" });
    expect(browser.page.text).toContain("Fill in this field.");
    await browser.fill({
      "First name": "Ada",
      "New password": "Other-Horse-9",
      "Repeat the password": "Other-Horse-9",
    });
    codeOf(browser);
  });
});

describe("a sign-in in progress", () => {
  it("expires after five minutes, as the sign-in page says", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    app.server.clock.advance(5 * 60_000);
    await browser.fill({ Code: lastCode(app, ADA) });
    expect(browser.page.url.pathname).toBe("/login");
    expect(browser.page.text).toContain("Something went wrong");
  });

  it("belongs to its authorization: another app's page cannot continue it", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    await browser.open(authorizeUrl(app, { state: "another" }, "/login/continue"));
    expect(browser.page.url.pathname).toBe("/login");
    expect(browser.page.url.searchParams.get("state")).toBe("another");
  });

  it("belongs to its browser: nothing in the page or its URL lets another one continue", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    const thief = await browserAt(app);
    const _csrf = thief.cookies.get("XSRF-TOKEN") ?? "";
    await thief.post(String(browser.page.url), { _csrf, code: lastCode(app, ADA) });
    expect(thief.page.url.pathname).toBe("/login");
    expect(browser.page.html).not.toMatch(/session|AYABe/i);
  });

  it("is answered once: the same response a second time starts again", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    const kept = new Map(browser.cookies);
    const fields = { _csrf: kept.get("XSRF-TOKEN") ?? "", code: lastCode(app, ADA) };
    const url = String(browser.page.url);
    await browser.post(url, fields);
    codeOf(browser);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    await browser.post(url, fields);
    expect(browser.page.url.pathname).toBe("/login");
  });

  it("survives going back and loading again", async () => {
    const app = await startMfaApp("ON", { client });
    const browser = await afterPassword(app);
    const url = String(browser.page.url);
    await browser.open(authorizeUrl(app, {}, "/login"));
    expect(browser.page.title).toBe("Sign in · spa");
    await browser.open(url);
    await browser.fill({ Code: lastCode(app, ADA) });
    codeOf(browser);
  });
});
