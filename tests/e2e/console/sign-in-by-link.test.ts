import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { openConsole } from "../../support/clients/console/open-console.ts";
import { signInPages } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { linkFor, tokenOf } from "../../support/clients/sign-in-link.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

const ASK = "Send a sign-in link by e-mail";

describeInBrowser("the console's sign-in by link", () => {
  const browser = useConsole();
  const { button, link, text, heading, giveAddress, expectWell, pathOf } = signInPages(() => browser);

  /** Asks for a link, and waits for its mail. */
  async function ask(path?: string) {
    const { email } = await api.register();
    await giveAddress(email, path);
    await button(ASK).click();
    await heading("Open the link in your mail").waitFor();
    return { email, link: await linkFor(api, email) };
  }

  const headingOf = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
  const buttonOf = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

  test("the link signs in when its button is pressed, and the tab that asked goes on where it was going", async () => {
    const asked = await ask("/sign-in?return=/account/security");
    await text(/Open the link in this browser/).waitFor();
    await heading("Open the link in your mail").and(browser.page.locator(":focus")).waitFor();
    await text(/^Send again in \d+ s$/).waitFor();
    await expectWell();

    const opened = await browser.tab();
    await opened.goto(asked.link.href);
    await headingOf(opened, "Sign in").waitFor();
    expect(new URL(opened.url()).hash).toBe("");
    const kept = await opened.evaluate(
      "JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, history.state, document.documentElement.outerHTML])",
    );
    expect(kept).not.toContain(tokenOf(asked.link));
    // Nothing happens until the button is pressed.
    expect(pathOf()).toBe("/challenge/link");

    await buttonOf(opened, "Sign in").click();
    await headingOf(opened, "Profile").waitFor();
    await headingOf(browser.page, "Security").waitFor();
    expect(pathOf()).toBe("/account/security");
    expect(browser.faults()).toEqual([]);
  });

  test("a scanner that opens the link, with JavaScript or without, does not use it up", async () => {
    const asked = await ask();
    for (const javaScriptEnabled of [true, false]) {
      const scanner = await browser.context.browser()?.newContext({ javaScriptEnabled });
      const page = await scanner?.newPage();
      const answer = await page?.goto(asked.link.href);
      expect(answer?.status()).toBe(200);
      if (page !== undefined && javaScriptEnabled) await buttonOf(page, "Sign in").waitFor();
      await scanner?.close();
    }
    await browser.open(asked.link.href);
    await button("Sign in").click();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("another browser says that the link is not for it, and offers one of its own", async () => {
    const asked = await ask();
    const other = await openConsole();
    try {
      await other.open(asked.link.href);
      await buttonOf(other.page, "Sign in").click();
      await headingOf(other.page, "Not in this browser").waitFor();
      expect(await other.axe()).toEqual([]);
      expect(other.faults()).toEqual([]);
      await other.page.getByRole("link", { name: "Ask for a link here", exact: true }).click();
      await other.page.getByLabel("E-mail address", { exact: true }).waitFor();
    } finally {
      await other.close();
    }
    // It is still good here.
    await browser.open(asked.link.href);
    await button("Sign in").click();
    await heading("Profile").waitFor();
  });

  test("a link that was used says so", async () => {
    const asked = await ask();
    await browser.open(asked.link.href);
    await button("Sign in").click();
    await heading("Profile").waitFor();
    await browser.page.evaluate("localStorage.removeItem('signed-in')");
    await browser.context.clearCookies({ name: /refresh-token/ });

    await browser.open(asked.link.href);
    await button("Sign in").click();
    await heading("This link no longer works").waitFor();
    await expectWell();
    await link("Ask for a new link").click();
    await heading("Sign in").waitFor();
    expect(pathOf()).toBe("/sign-in");
  });

  test("a page that is loaded anew, or a link without its end, asks to open it once more", async () => {
    const asked = await ask();
    await browser.open(asked.link.href);
    await button("Sign in").waitFor();
    await browser.page.reload();
    await heading("Open the link once more").waitFor();
    await expectWell();
    // Opened over the page, without loading it anew.
    await browser.page.evaluate(`location.hash = "token=${tokenOf(asked.link).slice(0, -5)}"`);
    await heading("Open the link once more").waitFor();
    await browser.page.evaluate(`location.hash = "token=${tokenOf(asked.link)}"`);
    await button("Sign in").waitFor();
    expect(new URL(browser.page.url()).hash).toBe("");
    await button("Sign in").click();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("another link is sent when the API says so, and other ways are offered", async () => {
    const { email } = await api.register();
    await browser.page.clock.install();
    await giveAddress(email);
    await button(ASK).click();
    await heading("Open the link in your mail").waitFor();
    expect(await button("Send again").count()).toBe(0);
    await browser.page.clock.fastForward(31_000);
    await button("Send again").waitFor();
    await button("Other ways to sign in").click();
    await button(ASK).waitFor();
    await expectWell();
  });
});
