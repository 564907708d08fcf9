import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { signInPages } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";

describeInBrowser("the console after some time", () => {
  // Its own stack: its clock is moved.
  let stack: LocalStack;
  let api: ApiClient;
  const browser = useConsole(() => ({ consoleUrl: stack.consoleUrl }));
  beforeAll(async () => {
    stack = await startLocalStack({ arguments: QUICK_ANSWERS });
    api = new ApiClient(stack);
  });
  afterAll(() => stack.stop());
  afterEach(async () => {
    await fetch(`${stack.cloudUrl}/_local/clock`, { method: "DELETE" });
  });

  const { button, field, text, heading, giveAddress, givePassword, expectWell } = signInPages(() => browser);

  async function advance(by: string): Promise<void> {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ advance: by });
    const moved = await fetch(`${stack.cloudUrl}/_local/clock`, { method: "POST", headers, body });
    expect(moved.status).toBe(200);
  }

  test("an expired code restarts the sign-in, and the page says why", async () => {
    const { email } = await api.register();
    await giveAddress(email);
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    const code = await api.codeFor(email);
    await advance("10m");
    await field("Code").fill(code);
    await heading("Sign in").waitFor();
    await browser.page.getByRole("alert").waitFor();
    await expectWell();
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    await field("Code").fill(await api.codeFor(email));
    await heading("Profile").waitFor();
  });

  test("an action that needs a recent sign-in asks for it in place, and then continues", async () => {
    const person = await api.register();
    await givePassword(person, "/sign-in?return=%2Faccount%2Fsecurity");
    await button("Set up Authenticator app").waitFor();
    await browser.page.waitForLoadState("networkidle");
    await advance("20m");
    await button("Set up Authenticator app").click();
    await heading("Sign in again").waitFor();
    await text(/This needs a recent sign-in of/).waitFor();
    expect(await browser.axe()).toEqual([]);
    const dialog = browser.page.getByRole("dialog").filter({ hasText: "Sign in again" });
    await dialog.getByLabel("Password", { exact: true }).fill("not the password at all");
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await text("The address or the password is not right.").waitFor();
    await dialog.getByLabel("Password", { exact: true }).fill(person.password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await heading("Sign in again").waitFor({ state: "detached" });
    // The action continued: the secret of the app is shown.
    await browser.page.getByRole("dialog").locator("code").first().waitFor();
    expect(new URL(browser.page.url()).pathname).toBe("/account/security");
    await expectWell();
  });

  test("expired tokens are refreshed once for all tabs", async () => {
    const person = await api.register();
    await givePassword(person);
    await heading("Profile").waitFor();
    const other = await browser.tab();
    await other.goto("/account");
    await other.getByRole("heading", { name: "Profile", exact: true }).waitFor();
    await Promise.all([browser.page, other].map((page) => page.waitForLoadState("networkidle")));
    await advance("61m");
    const refreshes: string[] = [];
    browser.context.on("request", (request) => {
      if (new URL(request.url()).pathname === "/v1/auth/refresh") refreshes.push(request.url());
    });
    await Promise.all(
      [browser.page, other].map(async (page) => {
        const answered = page.waitForResponse(
          (response) => new URL(response.url()).pathname === "/v1/me/activity" && response.ok(),
        );
        await page.getByRole("link", { name: "Activity", exact: true }).first().click();
        await answered;
      }),
    );
    expect(refreshes).toHaveLength(1);
  });
});
