import { gzipSync } from "node:zlib";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/api-client.ts";
import { authenticatorOf } from "../../support/authenticator-app.ts";
import { describeInBrowser } from "../../support/browser-tests.ts";
import { cognitoClient } from "../../support/cognito-client.ts";
import { type Console, closeBrowser, openConsole } from "../../support/console/open-console.ts";
import { differentCode } from "../../support/next-code.ts";
import { addAuthenticator } from "../../support/passkey-browser.ts";
import { sharedStack } from "../../support/shared-stack.ts";
import { poolIdOf } from "../../support/staff.ts";

const api = new ApiClient(sharedStack());

/** Somebody with an authenticator app, and the ten recovery codes. */
async function newOwner() {
  const { person, accessToken: token } = await api.newSession();
  const setup = await api.post("/v1/me/mfa/totp", {}, { token });
  const app = authenticatorOf(String(setup.body.secret), Date.now);
  // The next sign-in may fall into the same half minute, and a code is good once: the one before is still taken here.
  const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token });
  return { person, app, recoveryCodes: verified.body.codes as string[] };
}

describeInBrowser("the console's sign-in", () => {
  let browser: Console;
  beforeEach(async () => {
    browser = await openConsole();
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(closeBrowser);

  const button = (name: string) => browser.page.getByRole("button", { name, exact: true });
  const field = (name: string) => browser.page.getByLabel(name, { exact: true });
  const text = (words: string | RegExp) => browser.page.getByText(words);
  const heading = (name: string) => browser.page.getByRole("heading", { name, exact: true });
  const pathOf = () => new URL(browser.page.url()).pathname;

  async function giveAddress(email: string): Promise<void> {
    await browser.open("/sign-in");
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await heading("Sign in").waitFor();
    await field("Password").waitFor();
  }

  async function givePassword({ email, password }: Person): Promise<void> {
    await giveAddress(email);
    await field("Password").fill(password);
    await button("Sign in").click();
  }

  /** Well, by axe in both schemes and by the browser's console. */
  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  test("a new user signs up, confirms, is signed in where the link led; no script can read the refresh token", async () => {
    const { email, password } = newPerson();
    await browser.open("/files");
    await heading("Sign in").waitFor();
    await expectWell();
    await browser.page.getByRole("link", { name: "Sign up" }).click();
    await field("E-mail address").fill("no address");
    await button("Send code").click();
    await text("Enter a whole address, such as name@example.com.").waitFor();
    await expectWell();
    await field("E-mail address").fill(email);
    await button("Send code").click();
    await heading("Confirm your address").waitFor();
    await field("Code").fill(await api.codeFor(email));
    await field("New password").fill("too short");
    await button("Create account").click();
    await text("Choose a password that meets the rule.").waitFor();
    await expectWell();
    await field("New password").fill("password password password");
    await button("Create account").click();
    await text(/Many people use this password|repeats itself/).waitFor();
    await field("New password").fill(password);
    await button("Create account").click();
    await heading("Files").waitFor();
    expect(pathOf()).toBe("/files");

    const kept = await browser.page.evaluate(
      "JSON.stringify([document.cookie, localStorage, sessionStorage])",
    );
    expect(kept).not.toMatch(/eyJ/);
    const cookies = await browser.context.cookies("http://localhost:5173/v1/auth/refresh");
    expect(cookies).toContainEqual(
      expect.objectContaining({
        name: expect.stringMatching(/^__Secure-refresh-token/),
        httpOnly: true,
        sameSite: "Strict",
      }),
    );
    await expectWell();
  });

  test("a password: a wrong one is told in the same words for everybody, the right one stays over a reload", async () => {
    const person = await api.register();
    await givePassword({ ...person, password: "not the password at all" });
    await text("The address or the password is not right.").waitFor();
    await button("Send the code again").waitFor();
    await expectWell();
    await field("Password").fill(person.password);
    await button("Sign in").click();
    await heading("Profile").waitFor();
    await text(person.email).first().waitFor();
    await browser.page.reload();
    await heading("Profile").waitFor();
    await expectWell();
  });

  test("signing out reaches every tab, and a sign-in leads back to where the other one was", async () => {
    const person = await api.register();
    await givePassword(person);
    await heading("Profile").waitFor();
    const other = await browser.tab();
    await other.goto("/files");
    await other.getByRole("heading", { name: "Files" }).waitFor();
    await browser.page.getByRole("button", { name: person.email }).click();
    await browser.page.getByRole("menuitem", { name: "Sign out" }).click();
    await heading("Sign in").waitFor();
    await other.getByText("You were signed out. Sign in to go on where you were.").waitFor();
    expect(other.url()).toContain("return=%2Ffiles");
    expect(browser.faults()).toEqual([]);
  });

  test("a code by mail: a wrong one says how many tries are left, the whole right one sends itself", async () => {
    const { email } = await api.register();
    await giveAddress(email);
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    await expectWell();
    const code = await api.codeFor(email);
    await field("Code").fill(
      await differentCode(code, () => String(Math.floor(Math.random() * 900_000) + 100_000)),
    );
    await text("Wrong code. 2 more tries with this one.").waitFor();
    expect(await browser.axe()).toEqual([]);
    await field("Code").fill(code);
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("an authenticator app after the password", async () => {
    const { person, app } = await newOwner();
    await givePassword(person);
    await heading("Enter the code of your app").waitFor();
    expect(pathOf()).toBe("/challenge/authenticator");
    await expectWell();
    await field("Code").fill(app.wrongCode());
    await text("Wrong code. Wait for the next one and enter that.").waitFor();
    await field("Code").fill(app.code());
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("a lost authenticator: both codes turn the second step off", async () => {
    const { person, recoveryCodes } = await newOwner();
    await givePassword(person);
    await browser.page.getByRole("link", { name: "Lost your authenticator app?" }).click();
    await heading("Recover your account").waitFor();
    await expectWell();
    await field("Password").fill(person.password);
    await button("Send code").click();
    await heading("Enter both codes").waitFor();
    await expectWell();
    await field("Code from the mail").fill(await api.codeFor(person.email));
    await field("Recovery code").fill(recoveryCodes[0] ?? "");
    await button("Turn second steps off").click();
    await text("Your second steps are off.").waitFor();
    await givePassword(person);
    await heading("Profile").waitFor();
  });

  test("a forgotten password: the new one signs in at once", async () => {
    const person = await api.register();
    await giveAddress(person.email);
    await browser.page.getByRole("link", { name: "Forgot password?" }).click();
    await heading("Reset your password").waitFor();
    await expectWell();
    expect(await field("E-mail address").inputValue()).toBe(person.email);
    await button("Send code").click();
    await heading("Choose a new password").waitFor();
    await field("Code").fill(await api.codeFor(person.email));
    await field("New password").fill(`${person.password}-new`);
    await button("Set password and sign in").click();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("an invited user chooses a password of their own", async () => {
    const { email, password } = newPerson();
    await cognitoClient(api.cloudUrl).send(
      new AdminCreateUserCommand({
        UserPoolId: await poolIdOf(api),
        Username: email,
        TemporaryPassword: `Temporary-${password}`,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
    await givePassword({ email, password: `Temporary-${password}` });
    await heading("Choose a password").waitFor();
    await expectWell();
    await field("New password").fill(password);
    await button("Set password and sign in").click();
    await heading("Profile").waitFor();
  });

  test("a passkey", async () => {
    const { person, accessToken: token } = await api.newSession();
    await browser.open("/sign-in");
    await addAuthenticator(await browser.context.newCDPSession(browser.page));
    const begun = await api.post("/v1/me/passkeys", {}, { token });
    const credential = await browser.page.evaluate(
      `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(begun.body.options)}) })
        .then((made) => made.toJSON())`,
    );
    expect((await api.post("/v1/me/passkeys", { credential }, { token })).body).toEqual({ registered: true });
    await field("E-mail address").fill(person.email);
    await button("Continue").click();
    await button("Use a passkey").click();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("an identity provider: to its page and back, with the token in the cookie; a refusal is told", async () => {
    await browser.open("/sign-in?return=%2Ffiles");
    await button("Continue with Google").click();
    await browser.page.waitForURL("**/_local/providers/**");
    await browser.page.getByRole("button", { name: /refuse|decline|cancel/i }).click();
    await heading("Not signed in").waitFor();
    await text("You did not give your consent at the provider.").waitFor();
    await expectWell();

    await browser.page.getByRole("link", { name: "Back to sign-in" }).click();
    await button("Continue with Google").click();
    await browser.page.waitForURL("**/_local/providers/**");
    await browser.page.getByRole("button", { name: "Ada Lovelace ada@example.com" }).click();
    await heading("Profile").waitFor();
    await browser.page.reload();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("a page that the user's scopes do not open names the missing one, and the API was not asked", async () => {
    await givePassword(await api.register());
    await heading("Profile").waitFor();
    const asked: string[] = [];
    browser.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await browser.open("/admin/users");
    await text("api/users.read").waitFor();
    expect(asked.filter((path) => path.startsWith("/v1/admin"))).toEqual([]);
    await expectWell();
  });

  test.each([
    ["de", "Anmelden"],
    ["es", "Iniciar sesión"],
    ["fr", "Se connecter"],
  ])("speaks the browser's language: %s", async (language, title) => {
    const foreign = await openConsole({ language });
    await foreign.open("/sign-in");
    await foreign.page.getByRole("heading", { name: title, exact: true }).waitFor();
    expect(await foreign.page.getAttribute("html", "lang")).toBe(language);
    expect(await foreign.axe()).toEqual([]);
    expect(foreign.faults()).toEqual([]);
    await foreign.page.getByLabel(/^(Sprache|Idioma|Langue)$/).selectOption("en");
    await foreign.page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await foreign.close();
  });

  test("the first load of the sign-in page takes at most 180 KB of script, compressed", async () => {
    const scripts: Promise<Buffer>[] = [];
    browser.page.on("response", (response) => {
      if (response.url().endsWith(".js")) scripts.push(response.body());
    });
    await browser.open("/sign-in");
    await button("Continue").waitFor();
    await browser.page.waitForLoadState("networkidle");
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(180 * 1024);
  });
});
