import { expect, test } from "@jest/globals";
import { ApiClient, type Person } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { addressOf, PAGES, type Shown, STEPS } from "../../support/clients/console/pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

/** A screen of 1440 pixels at 200 %, and the narrowest that the pages are made for: one of 1280 at 400 % (WCAG 1.4.10). */
const WIDTHS = [720, 320];

/** The page itself or controls that exceed the screen and can't be scrolled to. */
const CUT_OFF = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page is " + document.documentElement.scrollWidth + " px wide"] : []),
  ...[...document.querySelectorAll("button, a, input, textarea, h1, h2, select:not([tabindex='-1'])")]
    .filter((control) => {
      const { left, right, width, height } = control.getBoundingClientRect();
      if (width < 2 || height < 2 || (left >= 0 && right <= innerWidth + 1)) return false;
      for (let around = control.parentElement; around; around = around.parentElement)
        if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return false;
      return getComputedStyle(control).clipPath === "none";
    })
    .map((control) => control.outerHTML.slice(0, 120)),
]`;

const READY = `new Promise((done) => {
  const isReady = () =>
    document.querySelector("h1") && !document.querySelector('[role="status"][aria-label="Loading"]');
  const look = () => (isReady() ? done() : requestAnimationFrame(look));
  look();
})`;

async function shownNow(sub: string): Promise<Shown> {
  const answer = await fetch(`${api.cloudUrl}/_local/traces?limit=1`);
  const { traces } = (await answer.json()) as { readonly traces: readonly { readonly id: string }[] };
  return { user: sub, group: "support", trace: traces[0]?.id ?? "" };
}

describeInBrowser("the console's frame", () => {
  const browser = useConsole();

  const inPage = () => browser.page;
  const button = (name: string) => inPage().getByRole("button", { name, exact: true });
  const field = (name: string) => inPage().getByLabel(name, { exact: true });
  const heading = (name: string) => inPage().getByRole("heading", { name, exact: true, level: 1 });
  const noConnection = () => inPage().getByText("No connection. What you typed stays here.");

  async function signIn({ email, password }: Person): Promise<void> {
    await browser.open("/sign-in");
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await field("Password").fill(password);
    await button("Sign in").click();
    await heading("Profile").waitFor();
  }

  /** Elements that are cut off on this page, for each width. */
  async function cutOff(path: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const width of WIDTHS) {
      await inPage().setViewportSize({ width, height: 720 });
      await inPage().evaluate(READY);
      const parts = (await inPage().evaluate(CUT_OFF)) as string[];
      found.push(...parts.map((part) => `${path} at ${width} px: ${part}`));
    }
    return found;
  }

  test("at 200 % and on the narrowest screen no page is cut off: before the sign-in", async () => {
    const { email } = await api.register();
    const found: string[] = [];
    for (const { path } of PAGES.filter(({ visitor }) => visitor === "visitor")) {
      await browser.open(path);
      found.push(...(await cutOff(path)));
    }
    for (const { path, from, walk } of STEPS) {
      await browser.open(from);
      await walk(
        { fill: (label, text) => field(label).fill(text), press: (name) => button(name).click() },
        { email, newEmail: `a.rather.long.address.of.a.new.user.${Date.now()}@example.com` },
      );
      await inPage().waitForURL(`**${path}`);
      found.push(...(await cutOff(path)));
    }
    expect(found).toEqual([]);
    expect(browser.faults()).toEqual([]);
  });

  test("at 200 % and on the narrowest screen no page is cut off: after it", async () => {
    const admin = await newStaff(api);
    const shown = await shownNow(admin.sub);
    await signIn(admin.person);
    const found: string[] = [];
    for (const page of PAGES.filter(({ visitor }) => visitor !== "visitor")) {
      const path = addressOf(page, shown);
      await browser.open(path);
      await inPage().evaluate(READY);
      expect(new URL(inPage().url()).pathname).toBe(path);
      found.push(...(await cutOff(page.path)));
    }
    expect(found).toEqual([]);
    // Amplify says that its endpoint is not Amazon's.
    expect(browser.faults().filter((fault) => !fault.includes("custom Amazon"))).toEqual([]);
  });

  test("without a connection a banner appears, input stays, and the same button works when it is back", async () => {
    const { email, password } = await api.register();
    await browser.open("/sign-in");
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await field("Password").fill(password);
    await browser.context.setOffline(true);
    await noConnection().waitFor();
    await button("Sign in").click();
    await inPage().getByRole("alert").waitFor();
    expect(await field("Password").inputValue()).toBe(password);
    expect(await browser.axe()).toEqual([]);
    await browser.context.setOffline(false);
    await noConnection().waitFor({ state: "detached" });
    await button("Sign in").click();
    await heading("Profile").waitFor();

    await field("Name").fill("Ada Lovelace");
    await browser.context.setOffline(true);
    await noConnection().waitFor();
    await button("Save").click();
    await inPage().getByRole("alert").first().waitFor();
    expect(await field("Name").inputValue()).toBe("Ada Lovelace");
    await browser.context.setOffline(false);
    await button("Save").click();
    await inPage().getByText("Ada Lovelace").first().waitFor();
  });

  test("a page whose code can't be loaded shows an error in its place, and opens when the connection is back", async () => {
    await signIn((await newAccount(api)).person);
    await browser.context.setOffline(true);
    await noConnection().waitFor();
    await inPage()
      .getByRole("navigation", { name: "Your account", exact: true })
      .getByText("Activity")
      .click();
    await button("Try again").waitFor();
    await browser.context.setOffline(false);
    await button("Try again").click();
    await heading("Activity").waitFor();
    expect(await noConnection().count()).toBe(0);
  });

  test("on a slow network the old page stays until the new one is loaded, which then has a skeleton", async () => {
    await signIn((await newAccount(api)).person);
    const held = Promise.withResolvers<void>();
    await inPage().route("**/v1/me/{sessions,mfa,passkeys}", async (route) => {
      await held.promise;
      await route.continue();
    });
    await inPage()
      .getByRole("navigation", { name: "Your account", exact: true })
      .getByText("Security")
      .click();
    await heading("Security").waitFor();
    await inPage().getByRole("status", { name: "Loading" }).first().waitFor();
    held.resolve();
    await inPage().getByRole("heading", { name: "Sessions" }).waitFor();
    expect(await inPage().getByRole("status", { name: "Loading" }).count()).toBe(0);
  });
});
