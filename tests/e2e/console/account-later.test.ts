import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/clients/api-client.ts";
import { authenticatorOf } from "../../support/clients/authenticator-app.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { type Console, closeBrowser, openConsole } from "../../support/clients/console/open-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";
import { linkGoogle } from "../../support/walks/link-google.ts";

describeInBrowser("the console's account pages over time", () => {
  // Its own stack: its clock is moved.
  let stack: LocalStack;
  let api: ApiClient;
  let browser: Console;
  let person: Person;
  beforeAll(async () => {
    stack = await startLocalStack({ arguments: QUICK_ANSWERS });
    api = new ApiClient(stack);
  });
  beforeEach(async () => {
    browser = await openConsole({ consoleUrl: stack.consoleUrl });
    person = await api.register(newPerson());
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(async () => {
    await closeBrowser();
    await stack.stop();
  });

  const { button, field, heading, dialog, inDialog, row, text, choose, comeFromGoogle, expectWell, openAt } =
    accountSteps(() => browser);

  /** The stack's time, in milliseconds since the epoch. */
  async function moveClock(advance: string): Promise<number> {
    const answer = await fetch(`${stack.cloudUrl}/_local/clock`, {
      method: "POST",
      body: JSON.stringify({ advance }),
    });
    return Date.parse(((await answer.json()) as { now: string }).now);
  }

  test("yesterday's activity has its own heading", async () => {
    await browser.page.clock.install({ time: await moveClock("1d") });
    await openAt("/account/activity", "Activity", person);
    await row("Today", "Signed in").waitFor();
    await row("Yesterday", "Account created").waitFor();
    expect(await row("Today", "Account created").count()).toBe(0);
    await expectWell();
  });

  test("turning off a second step a while after the sign-in asks to sign in again in place, and then continues", async () => {
    const { accessToken: token } = await api.signIn(person);
    const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
    const app = authenticatorOf(String(secret), () => Date.now() + offset);
    let offset = (await moveClock("1s")) - Date.now();
    await api.post("/v1/me/mfa/totp/verify", { code: app.code() }, { token });
    offset = (await moveClock("1m")) - Date.now();
    await browser.page.clock.install({ time: Date.now() + offset });
    await openAt("/account/security", "Enter the code of your app", person);
    await field("Code").fill(app.code());
    await heading("Security").waitFor();
    await row("Second steps", /Authenticator app\s*On/).waitFor();
    await text("No passkeys yet").waitFor();
    await row("Sessions", "This session").waitFor();

    offset = (await moveClock("20m")) - Date.now();
    // Reading asks for nothing, a change does.
    await browser.page.reload();
    await row("Sessions", "This session").waitFor();
    await row("Second steps", /Authenticator app\s*On/).waitFor();
    await text("No passkeys yet").waitFor();
    expect(await heading("Sign in again").count()).toBe(0);
    await button("Actions for Authenticator app").click();
    await choose("Turn off");
    await inDialog("Turn off").click();
    await heading("Sign in again").waitFor();
    await expectWell();
    await browser.page.getByRole("textbox", { name: "Password", exact: true }).fill(person.password);
    await inDialog("Sign in").click();
    await field("Code").fill(app.code());
    await text("Authenticator app turned off").waitFor();
    await button("Set up Authenticator app").waitFor();
    expect((await api.post("/v1/auth/sign-in", person)).body.challenge).toBeUndefined();
  });

  test("a user of a provider signs in again there, returns to the same page, and is told what is not done yet", async () => {
    await browser.page.clock.install({ time: await moveClock("1s") });
    const { email } = newPerson();
    await browser.open("/sign-in?return=%2Faccount%2Fsecurity");
    await button("Continue with Google").click();
    await comeFromGoogle(email);
    await row("Sessions", "This session").filter({ hasText: "By Google" }).waitFor();

    await moveClock("20m");
    const begin = async () => {
      await button("Sign out everywhere").click();
      await inDialog("Sign out everywhere").click();
    };
    await begin();
    await heading("Sign in again").waitFor();
    await text(/This needs a recent sign-in with your identity provider/).waitFor();
    expect(await field("Password").count()).toBe(0);
    await expectWell();
    const asked = browser.page.waitForRequest(/\/oauth2\/authorize\?/);
    await inDialog("Continue with Google").click();
    const query = new URL((await asked).url()).searchParams;
    expect([query.get("identity_provider"), query.get("prompt")]).toEqual(["Google", "login"]);
    await browser.page.waitForURL("**/_local/providers/**");
    await button(new RegExp(email)).click();
    await heading("Security").waitFor();
    expect(new URL(browser.page.url()).pathname).toBe("/account/security");
    await text("Not done yet, choose it once more: Sign out everywhere").waitFor();
    await row("Sessions", "This session").filter({ hasText: "By Google" }).waitFor();
    await expectWell();
    await begin();
    await heading("Sign in").waitFor();
  });

  test("a user who refuses at the provider returns to the page and is still signed in", async () => {
    await browser.page.clock.install({ time: await moveClock("1s") });
    await browser.open("/sign-in?return=%2Faccount%2Fsecurity");
    await button("Continue with Google").click();
    await comeFromGoogle(newPerson().email);
    await row("Sessions", "This session").waitFor();
    await moveClock("20m");
    await button("Sign out everywhere").click();
    await inDialog("Sign out everywhere").click();
    await inDialog("Continue with Google").click();
    await browser.page.waitForURL("**/_local/providers/**");
    await button("Refuse").click();
    await text("You did not give your consent at the provider.").waitFor();
    await expectWell();
    await button("Back to where you were").click();
    await row("Sessions", "This session").waitFor();
    expect(await text(/Not done yet/).count()).toBe(0);
  });

  test("a user with a password and a linked provider can use either to sign in again", async () => {
    await browser.page.clock.install({ time: await moveClock("1s") });
    const token = (await api.signIn(person)).accessToken;
    await linkGoogle(api, String((await api.get("/v1/me", { token })).body.sub));
    await openAt("/account/security", "Security", person);
    await moveClock("20m");
    await button("Set up Authenticator app").click();
    await heading("Sign in again").waitFor();
    await inDialog("Continue with Google").waitFor();
    await expectWell();
    await browser.page.getByRole("textbox", { name: "Password", exact: true }).fill(person.password);
    await inDialog("Sign in").click();
    await dialog().locator("code").first().waitFor();
  });

  test("the space of a deleted file is free when its form has expired", async () => {
    await browser.page.clock.install({ time: await moveClock("1s") });
    await openAt("/files", "Files", person);
    await browser.page
      .locator("input[type=file]")
      .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
    await row("Your files", "a.txt").waitFor();
    await button("Actions for a.txt").click();
    await choose("Delete");
    await inDialog("Delete file").click();
    await text(/^5 bytes more are held until/).waitFor();
    await moveClock("26m");
    await browser.page.reload();
    await text("No files yet").waitFor();
    expect(await text(/more are held until/).count()).toBe(0);
  });
});
