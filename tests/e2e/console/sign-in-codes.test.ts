import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { newOwner, signInPages, verifyNumber } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { differentCode } from "../../support/clients/next-code.ts";
import { sharedConsole, sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's codes to sign in, to confirm and to reset", () => {
  const browser = useConsole();

  const { button, field, text, heading, link, giveAddress, expectWell } = signInPages(() => browser);

  test("a code by mail: a wrong one shows the remaining tries, a complete one is submitted automatically", async () => {
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

  test("a code is sent again when the API says so, not before", async () => {
    const { email } = await api.register();
    await browser.page.clock.install();
    await giveAddress(email);
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    await text(/^Send again in \d+ s$/).waitFor();
    expect(await button("Send again").count()).toBe(0);
    await browser.page.clock.fastForward(31_000);
    await button("Send again").waitFor();
    await expectWell();
  });

  test("the waiting time comes from the answer, on each page that sends a code", async () => {
    await browser.context.route(/\/v1\/auth\/(?:sign-up|resend-code|forgot-password|otp)/, async (route) => {
      // Without the browser: only that maps the console's address.
      const { pathname, search } = new URL(route.request().url());
      const response = await route.fetch({ url: sharedConsole() + pathname + search });
      await route.fulfill({ response, json: { ...(await response.json()), resendAfter: 4000 } });
    });
    const { email } = newPerson();
    const isLong = text(/^Send again in (?:4000|39\d\d) s$/);
    await browser.open("/sign-up");
    await field("E-mail address").fill(email);
    await button("Send code").click();
    await isLong.waitFor();
    // The page may be reloaded while the user looks for the mail.
    await browser.page.reload();
    await heading("Confirm your address").waitFor();
    await isLong.waitFor();
    await text(email).first().waitFor();

    await browser.open("/reset");
    await field("E-mail address").fill(email);
    await button("Send code").click();
    await heading("Choose a new password").waitFor();
    await isLong.waitFor();
    await browser.page.reload();
    await heading("Choose a new password").waitFor();
    await isLong.waitFor();
    await browser.page.goBack();
    await heading("Reset your password").waitFor();

    await giveAddress(email);
    await button("Send a code by e-mail").click();
    await heading("Enter the code").waitFor();
    await isLong.waitFor();
    await giveAddress(email);
    await field("Password").fill("not the password at all");
    await button("Sign in").click();
    await button("Send the code again").click();
    await heading("Confirm your address").waitFor();
    await isLong.waitFor();
    expect(await browser.page.evaluate("sessionStorage.getItem('sent-code')")).toContain(email);
    await expectWell();
  });

  test("a code by text message", async () => {
    const { person, accessToken: token } = await api.newSession();
    const number = await verifyNumber(api, token);
    await giveAddress(person.email);
    await button("Send a code by text message").click();
    await heading("Enter the code").waitFor();
    await text("If your account has a verified number, a text message with a code is on its way.").waitFor();
    await field("Code").fill(await api.codeFor(number));
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
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

  test("a forgotten password of a user with a second step: the new password leads to that step", async () => {
    const { person, app } = await newOwner(api);
    await giveAddress(person.email);
    await link("Forgot password?").click();
    await button("Send code").click();
    await heading("Choose a new password").waitFor();
    await field("Code").fill("000000");
    await field("New password").fill(`${person.password}-new`);
    await button("Set password and sign in").click();
    await text("The code is not right or no longer valid. Check it, or ask for a new one.").waitFor();
    await expectWell();
    await field("Code").fill(await api.codeFor(person.email));
    await button("Set password and sign in").click();
    await heading("Enter the code of your app").waitFor();
    await field("Code").fill(app.code());
    await heading("Profile").waitFor();
  });
});
