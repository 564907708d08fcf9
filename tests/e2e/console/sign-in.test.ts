import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { openConsole } from "../../support/clients/console/open-console.ts";
import { signInPages } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's sign-in", () => {
  const browser = useConsole();

  const { button, field, text, heading, link, giveAddress, givePassword, expectWell, pathOf } = signInPages(
    () => browser,
  );

  test("a new user signs up, confirms, and is signed in at the link's target; no script can read the refresh token", async () => {
    const { email, password } = newPerson();
    await browser.open("/files");
    await heading("Sign in").waitFor();
    await expectWell();
    await link("Sign up").click();
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
    await field("New password").and(browser.page.locator(":focus")).waitFor();
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

  test("after the last answer its page stays until the next one is loaded, whose title then has the focus", async () => {
    const asked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const person = await api.register();
    await giveAddress(person.email);
    await browser.page.route(/\/assets\//, async (route) => {
      asked.resolve();
      await released.promise;
      await route.continue();
    });
    await field("Password").fill(person.password);
    await button("Sign in").click();
    await asked.promise;
    await browser.page.waitForURL("**/account");
    expect(await heading("Sign in").isVisible()).toBe(true);
    released.resolve();
    await heading("Profile").and(browser.page.locator(":focus")).waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("a password: a wrong one is reported; after the right one a reload keeps the sign-in", async () => {
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

  test("an unknown address gets the same pages and messages", async () => {
    const words: string[] = [];
    for (const { email } of [await api.register(), newPerson()]) {
      await givePassword({ email, password: "not the password at all" });
      await text("The address or the password is not right.").waitFor();
      await button("Send the code again").waitFor();
      const shown = await browser.page.locator("main").innerText();
      words.push(shown.replaceAll(email, "the address").replace(/Request \S+/, "Request id"));
    }
    expect(words[1]).toBe(words[0]);
  });

  test("after too many wrong passwords the page asks to wait, and a code still signs in", async () => {
    const person = await api.register();
    for (let tries = 0; tries < 4; tries += 1) {
      await api.post("/v1/auth/sign-in", { email: person.email, password: "not the password at all" });
    }
    await givePassword(person);
    await text(/^Wait (?:a minute|until .*), then try again\.$/).waitFor();
    await expectWell();
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    await field("Code").fill(await api.codeFor(person.email));
    await heading("Profile").waitFor();
  });

  test("the password is shown on demand, and the rule for a new one follows the input", async () => {
    const { email } = newPerson();
    await giveAddress(email);
    await field("Password").fill("what was typed");
    expect(await field("Password").getAttribute("type")).toBe("password");
    await button("Show password").click();
    expect(await field("Password").getAttribute("type")).toBe("text");
    await button("Show password").click();
    expect(await field("Password").getAttribute("type")).toBe("password");

    await browser.open("/sign-up");
    await field("E-mail address").fill(email);
    await button("Send code").click();
    const point = (words: string) => browser.page.getByRole("listitem").filter({ hasText: words });
    const isMet = async (words: string) => (await point(words).innerText()).includes("(met)");
    await field("New password").fill("short");
    await point("At least 15 characters").waitFor();
    expect(await isMet("At least 15 characters")).toBe(false);
    expect(await isMet("No spaces at the ends")).toBe(true);
    await field("New password").fill(` ${email} `);
    expect(await isMet("At least 15 characters")).toBe(true);
    expect(await isMet("No spaces at the ends")).toBe(false);
    expect(await isMet("Without your e-mail address")).toBe(false);
    await field("New password").fill("plum-tractor-seven-lights");
    for (const words of ["At least 15 characters", "No spaces at the ends", "Without your e-mail address"]) {
      expect(await isMet(words)).toBe(true);
    }
    await expectWell();
  });

  test("the address of the last sign-in is offered the next time, and another one can be entered", async () => {
    const person = await api.register();
    await givePassword(person, "/sign-in?return=%2Faccount%2Fsecurity");
    await heading("Security").waitFor();
    expect(pathOf()).toBe("/account/security");
    await browser.page.getByRole("button", { name: person.email }).click();
    await browser.page.getByRole("menuitem", { name: "Sign out" }).click();
    await heading("Sign in").waitFor();
    expect(await field("E-mail address").inputValue()).toBe(person.email);
    await button("Continue").click();
    await text(person.email).first().waitFor();
    await button("Change e-mail address").click();
    await field("E-mail address").fill("ada@example.com");
    await button("Continue").click();
    await browser.page.getByTitle("ada@example.com").waitFor();
    await expectWell();
  });

  test("a link to another site is ignored: the sign-in leads to the account", async () => {
    await givePassword(await api.register(), "/sign-in?return=%2F%2Fevil.example%2Faccount");
    await heading("Profile").waitFor();
    expect(new URL(browser.page.url()).origin).toBe("http://localhost:5173");
  });

  test("signing out affects every tab, and a sign-in returns to the former page", async () => {
    const person = await api.register();
    await givePassword(person);
    await heading("Profile").waitFor();
    const other = await browser.tab();
    await other.goto("/files");
    await other.getByRole("heading", { name: "Files", exact: true }).waitFor();
    await browser.page.getByRole("button", { name: person.email }).click();
    await browser.page.getByRole("menuitem", { name: "Sign out" }).click();
    await heading("Sign in").waitFor();
    await other.getByText("You were signed out. Sign in to continue where you were.").waitFor();
    expect(other.url()).toContain("return=%2Ffiles");
    expect(browser.faults()).toEqual([]);
  });

  test("a page without the required scope names it, and does not call the API", async () => {
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

  test("the first load of the sign-in page needs at most 180 KB of script, compressed", async () => {
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
