import { randomInt, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/clients/api-client.ts";
import { authenticatorOf } from "../../support/clients/authenticator-app.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { type Console, closeBrowser, openConsole } from "../../support/clients/console/open-console.ts";
import { addAuthenticator } from "../../support/clients/passkey-browser.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's security page", () => {
  let browser: Console;
  let person: Person;
  beforeEach(async () => {
    browser = await openConsole();
    person = await api.register();
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(closeBrowser);

  const {
    button,
    field,
    heading,
    dialog,
    inDialog,
    row,
    text,
    choose,
    comeFromGoogle,
    expectWell,
    openAt,
    signIn,
  } = accountSteps(() => browser);

  test("an authenticator app with recovery codes, e-mail, a passkey that is named and renamed, and all of it off again", async () => {
    await openAt("/account/security", "Security", person);
    await heading("Sessions").waitFor();
    await expectWell();

    await button("Set up Authenticator app").click();
    const secret = (await dialog().locator("code").first().innerText()).replace(/\s/g, "");
    await expectWell();
    const app = authenticatorOf(secret, Date.now);
    await field("Name (optional)").fill("Work phone");
    await field("Code").fill(app.wrongCode());
    await text("Wrong code. Wait for the next one and enter that.").waitFor();
    await field("Code").fill(app.code());
    await heading("Keep your recovery codes").waitFor();
    expect(
      await browser.page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").count(),
    ).toBe(10);
    const saved = browser.page.waitForEvent("download");
    await inDialog("Download").click();
    expect((await readFile(await (await saved).path(), "utf8")).trim().split("\n")).toHaveLength(10);
    await expectWell();
    await inDialog("I have saved them").click();
    await text("10 codes left").waitFor();
    await row("Second steps", "Work phone").waitFor();

    await button("Turn on E-mail").click();
    await text("E-mail turned on").waitFor();
    await button("Actions for E-mail").click();
    await choose("Ask for it first");
    await row("Second steps", /E-mail.*Asked first/s).waitFor();

    await button("New codes").click();
    await inDialog("Create codes").click();
    await inDialog("I have saved them").click();

    await addAuthenticator(await browser.context.newCDPSession(browser.page));
    await button("Add passkey").click();
    await field("Name").fill("My laptop");
    await inDialog("Save").click();
    await row("Passkeys", "My laptop").waitFor();
    await expectWell();
    await button("Actions for My laptop").click();
    await choose("Rename");
    expect(await field("Name").inputValue()).toBe("My laptop");
    await field("Name").fill("The laptop at home");
    await inDialog("Save").click();
    await row("Passkeys", "The laptop at home").waitFor();
    expect(await row("Passkeys", "My laptop").count()).toBe(0);
    await button("Actions for The laptop at home").click();
    await choose("Remove");
    await expectWell();
    await inDialog("Remove passkey").click();
    await text("No passkeys yet").waitFor();

    for (const name of ["E-mail", "Authenticator app"]) {
      await button(`Actions for ${name}`).click();
      await choose("Turn off");
      await inDialog("Turn off").click();
      await text(`${name} turned off`).waitFor();
    }
    expect(await heading("Recovery codes").count()).toBe(0);
    await expectWell();
  });

  test("sessions are ended one by one; a new password ends the others and keeps this one; then all are ended", async () => {
    const { accessToken: token } = await api.signIn(person);
    await api.get("/v1/me", { token, headers: { "user-agent": FIREFOX } });
    await openAt("/account/security", "Security", person);
    const own = row("Sessions", "This session");
    await own.filter({ hasText: /Chrome on .*Signed in .*Last used /s }).waitFor();
    expect(await own.getByRole("button", { name: /^Revoke / }).count()).toBe(0);
    const other = row("Sessions", "Firefox on Windows");
    await other.getByRole("button", { name: "Revoke Firefox on Windows", exact: true }).click();
    await dialog().getByText("Revoke the session of Firefox on Windows?").waitFor();
    await expectWell();
    await inDialog("Revoke session").click();
    await text("Session revoked").waitFor();
    await other.waitFor({ state: "detached" });
    expect((await api.get("/v1/me/export", { token })).body.code).toBe("session_revoked");

    await browser.open("/account/activity");
    await heading("Activity").waitFor();
    await text("Today").waitFor();
    await expectWell();
    await button(/^Not me/)
      .first()
      .click();
    await heading("This was not you?").waitFor();
    await expectWell();
    await dialog().getByRole("link", { name: "Change password" }).click();
    await heading("Change password").waitFor();
    expect(new URL(browser.page.url()).search).toBe("?open=password");
    await inDialog("Change password").click();
    await text("Enter your current password.").waitFor();
    await expectWell();
    await field("Current password").fill("not the password at all");
    await field("New password").fill(`${person.password}-new`);
    await inDialog("Change password").click();
    await text("This is not your current password.").waitFor();
    await field("Current password").fill(person.password);
    await inDialog("Change password").click();
    await text("Password changed. All other sessions have ended.").waitFor();
    await text(/Last changed/).waitFor();

    await button("Sign out everywhere").click();
    await inDialog("Sign out everywhere").click();
    await heading("Sign in").waitFor();
    await signIn({ ...person, password: `${person.password}-new` });
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("a text message as second step, which comes first and needs the number", async () => {
    const number = `+4915${randomInt(1e8, 1e9)}`;
    const { accessToken: token } = await api.signIn(person);
    await api.post("/v1/me/attributes/phone_number/code", { value: number }, { token });
    const code = await api.codeFor(number);
    await api.post("/v1/me/attributes/phone_number/verify", { code }, { token });
    await openAt("/account/security", "Security", person);
    await button("Turn on E-mail").click();
    await row("Second steps", /E-mail\s*On/).waitFor();
    await button("Turn on Text message").click();
    await row("Second steps", /Text message\s*On/).waitFor();
    await button("Actions for Text message").click();
    await choose("Ask for it first");
    await row("Second steps", /Text message.*Asked first/s).waitFor();
    await row("Second steps", number).waitFor();
    await expectWell();

    await browser.open("/account");
    await button("Remove phone number").click();
    await inDialog("Remove number").click();
    await dialog().getByText("This number is your second step at sign-in. Turn that off first.").waitFor();
    await expectWell();
    await inDialog("Cancel").click();

    expect((await api.post("/v1/auth/sign-in", person)).body.challenge).toBe("SMS_MFA");
  });

  test("a Google account with the same address is linked, signs in to this account, and is unlinked", async () => {
    const owner = await api.register({ ...newPerson(), email: `person.${randomUUID()}@gmail.com` });
    await browser.open("/sign-in?return=%2Faccount%2Fsecurity");
    await button("Continue with Google").click();
    await comeFromGoogle(owner.email);
    // Cognito refuses the sign-in that has linked them; the page starts the next one.
    await browser.page.waitForURL("**/_local/providers/**");
    await button(new RegExp(owner.email)).click();
    await heading("Security").waitFor();
    const google = row("Linked accounts", "Google");
    await google.filter({ hasText: /Linked / }).waitFor();
    await heading("Second step").waitFor();
    await expectWell();

    await button("Unlink Google").click();
    await heading("Unlink Google?").waitFor();
    await expectWell();
    await inDialog("Unlink").click();
    await text("Google unlinked").waitFor();
    await google.waitFor({ state: "detached" });
    expect(await heading("Linked accounts").count()).toBe(0);
    await browser.open("/account/activity");
    await text("Account of a provider unlinked").waitFor();
    await text("Account of a provider linked").waitFor();
    expect((await api.signIn(owner)).accessToken).toBeTruthy();
    expect(browser.faults()).toEqual([]);
  });

  test("an account created by a Google sign-in shows what is managed at Google, and offers no action that is refused", async () => {
    await browser.open("/sign-in?return=%2Faccount%2Fsecurity");
    await button("Continue with Google").click();
    await comeFromGoogle(newPerson().email);
    await heading("Security").waitFor();
    await text("You sign in with Google").waitFor();
    await row("Sessions", "This session").filter({ hasText: "By Google" }).waitFor();
    for (const name of [/^Unlink/, "Change password", "Add passkey", /^Set up/, /^Turn on/]) {
      expect(await button(name).count()).toBe(0);
    }
    await expectWell();
  });
});
