import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/clients/api-client.ts";
import { authenticatorOf } from "../../support/clients/authenticator-app.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { type Console, closeBrowser, openConsole } from "../../support/clients/console/open-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";

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

  const { button, field, heading, inDialog, row, text, choose, expectWell, openAt } = accountSteps(
    () => browser,
  );

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
