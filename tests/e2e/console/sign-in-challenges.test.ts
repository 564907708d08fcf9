import { randomInt } from "node:crypto";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { newOwner, signInPages, verifyNumber } from "../../support/clients/console/sign-in-pages.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { differentCode } from "../../support/clients/next-code.ts";
import { addAuthenticator } from "../../support/clients/passkey-browser.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { poolIdOf } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's second steps and other ways in", () => {
  const browser = useConsole();

  const { button, field, text, heading, givePassword, expectWell, pathOf } = signInPages(() => browser);

  test("an authenticator app after the password", async () => {
    const { person, app } = await newOwner(api);
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

  test("a text message after the password; it can be sent again on the page that requested the first", async () => {
    const { person, accessToken: token } = await api.newSession();
    const number = await verifyNumber(api, token);
    await api.put("/v1/me/mfa", { enabled: ["sms"], preferred: "sms" }, { token });
    await browser.page.clock.install();
    await givePassword(person);
    await heading("Enter the code").waitFor();
    expect(pathOf()).toBe("/challenge/code");
    await text(/We sent a text message with a code to/).waitFor();
    await expectWell();
    const first = await api.codeFor(number);
    await browser.page.clock.fastForward(31_000);
    await button("Send again").click();
    await text(/^Send again in \d+ s$/).waitFor();
    await heading("Enter the code").waitFor();
    const second = await api.codeFor(number);
    expect((await api.inbox(number)).length).toBeGreaterThan(2);
    await field("Code").fill(await differentCode(second, () => String(randomInt(1e5, 1e6))));
    await text("Wrong code. Check it and enter it again.").waitFor();
    expect(first).toMatch(/^\d{6}$/);
    await field("Code").fill(second);
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("with two second steps the user chooses one, and can go back", async () => {
    const { person, token, app } = await newOwner(api);
    const number = await verifyNumber(api, token);
    const both = await api.put("/v1/me/mfa", { enabled: ["totp", "sms"] }, { token });
    expect(both.status).toBe(200);
    await givePassword(person);
    await heading("Choose your second step").waitFor();
    expect(pathOf()).toBe("/challenge/choose-step");
    await expectWell();
    await button("Code by text message").click();
    await heading("Enter the code").waitFor();
    expect(await api.codeFor(number)).toMatch(/^\d{6}$/);
    await button("Other ways to sign in").click();
    await field("Password").fill(person.password);
    await button("Sign in").click();
    await button("Code of your authenticator app").click();
    await heading("Enter the code of your app").waitFor();
    await field("Code").fill(app.code());
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("a lost authenticator: both codes turn off the second step", async () => {
    const { person, recoveryCodes } = await newOwner(api);
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

  test("a passkey; if the user cancels, the page says so and asks again", async () => {
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
    // The browser's own dialog, cancelled: no script can press its buttons.
    await browser.page.evaluate(
      "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
    );
    await button("Use a passkey").click();
    await text("No passkey was used. Try again, or choose another way.").waitFor();
    await expectWell();
    await browser.page.evaluate("delete navigator.credentials.get");
    await button("Use passkey").click();
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("an account without a passkey gets the other ways", async () => {
    const person = await api.register();
    await browser.open("/sign-in");
    await field("E-mail address").fill(person.email);
    await button("Continue").click();
    await button("Use a passkey").click();
    await heading("Choose how to sign in").waitFor();
    await text("There is no passkey for this account. Choose another way.").waitFor();
    await expectWell();
    await button("Password").click();
    await field("Password").fill(person.password);
    await button("Sign in").click();
    await heading("Profile").waitFor();
  });

  test("an identity provider: to its page and back, with the token in the cookie; a refusal is reported", async () => {
    await browser.open("/sign-in?return=%2Ffiles");
    await button("Continue with Google").click();
    await browser.page.waitForURL("**/_local/providers/**");
    await browser.page.getByRole("button", { name: /refuse|decline|cancel/i }).click();
    await heading("Not signed in").waitFor();
    await text("You did not give your consent at the provider.").waitFor();
    await expectWell();

    await browser.page.getByRole("link", { name: "Back to sign-in" }).click();
    await browser.open("/sign-in?return=%2Ffiles");
    await button("Continue with Google").click();
    await browser.page.waitForURL("**/_local/providers/**");
    await browser.page.getByRole("button", { name: "Ada Lovelace ada@example.com" }).click();
    await heading("Files").waitFor();
    await browser.page.reload();
    await heading("Files").waitFor();
    expect(browser.faults()).toEqual([]);
  });
});
