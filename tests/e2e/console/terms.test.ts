import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { signInPages } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";

describeInBrowser("the console, where users must accept terms", () => {
  let stack: LocalStack;
  let api: ApiClient;
  beforeAll(async () => {
    stack = await startLocalStack({
      arguments: [
        ...QUICK_ANSWERS,
        "--param=terms=require",
        "--param=termsVersion=2026-12-01",
        "--param=termsUrl=https://www.example.com/terms",
        "--param=privacyUrl=https://www.example.com/privacy",
      ],
    });
    api = new ApiClient(stack);
  });
  afterAll(() => stack.stop());

  const browser = useConsole(() => ({ consoleUrl: stack.consoleUrl }));
  const { button, field, heading, text, givePassword } = signInPages(() => browser);
  const link = (name: string) => browser.page.getByRole("link", { name, exact: true });

  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  test("a sign-up asks for consent with the code, and the account starts without a question", async () => {
    const { email, password } = newPerson();
    await browser.open("/sign-up");
    await field("E-mail address").fill(email);
    await button("Send code").click();
    await heading("Confirm your address").waitFor();
    await field("Code").fill(await api.codeFor(email));
    await field("New password").fill(password);
    await button("Create account").click();
    await text("Accept the terms to create the account.").waitFor();
    await browser.page.getByRole("checkbox").and(browser.page.locator(":focus")).waitFor();
    expect(await link("terms of use").getAttribute("href")).toBe("https://www.example.com/terms");
    await expectWell();
    await browser.page.getByRole("checkbox").check({ force: true });
    await button("Create account").click();
    await heading("Profile").waitFor();
    await browser.open("/account/data");
    await text("Version 2026-12-01").waitFor();
    await expectWell();
  });

  test("a user who has not accepted them is asked before any page, and can leave or take the data along", async () => {
    const person = await api.register();
    await givePassword(person, "/sign-in?return=%2Ffiles");
    await heading("Accept our terms").waitFor();
    await expectWell();
    await link("export your data or delete your account").click();
    await heading("Your data").waitFor();
    await browser.open("/files");
    await heading("Accept our terms").waitFor();
    await button("Accept").click();
    await heading("Files").and(browser.page.locator(":focus")).waitFor();
    await expectWell();
  });
});
