import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/api-client.ts";
import { authenticatorOf } from "../../support/authenticator-app.ts";
import { describeInBrowser } from "../../support/browser-tests.ts";
import { type Console, closeBrowser, openConsole } from "../../support/console/open-console.ts";
import { addAuthenticator } from "../../support/passkey-browser.ts";
import { sharedStack } from "../../support/shared-stack.ts";

const api = new ApiClient(sharedStack());

/** A picture of one colour, wider than high, as a browser draws it. */
const PICTURE = `(async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
  canvas.getContext("2d").fillRect(0, 0, 320, 200);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return [...new Uint8Array(await blob.arrayBuffer())];
})()`;

describeInBrowser("the console's account pages", () => {
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

  const button = (name: string | RegExp) =>
    browser.page.getByRole("button", { name, exact: typeof name === "string" });
  const field = (name: string) => browser.page.getByLabel(name, { exact: true });
  const text = (words: string | RegExp) => browser.page.getByText(words).first();
  const heading = (name: string) => browser.page.getByRole("heading", { name, exact: true });
  const dialog = () => browser.page.getByRole("dialog").or(browser.page.getByRole("alertdialog"));
  const inDialog = (name: string) => dialog().getByRole("button", { name, exact: true });
  const row = (list: string, words: string | RegExp) =>
    browser.page
      .getByRole("list", { name: list, exact: true })
      .getByRole("listitem")
      .filter({ hasText: words });

  async function signIn(password = person.password): Promise<void> {
    await field("E-mail address").fill(person.email);
    await button("Continue").click();
    await field("Password").fill(password);
    await button("Sign in").click();
  }

  async function openAt(path: string, title: string): Promise<void> {
    await browser.open(path);
    await signIn();
    await heading(title).waitFor();
  }

  async function choose(item: string): Promise<void> {
    await browser.page.getByRole("menuitem", { name: item, exact: true }).click();
  }

  /** Well, by axe in both schemes and by the browser's console. */
  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  async function pictureFile() {
    const bytes = (await browser.page.evaluate(PICTURE)) as number[];
    return { name: "me.png", mimeType: "image/png", buffer: Buffer.from(bytes) };
  }

  test("profile: a name, a picture cut to a square, a new address and a number, each once its code is given", async () => {
    await openAt("/account", "Profile");
    await expectWell();
    await field("Name").fill("Zoë Großmann-Şahin");
    await button("Save").click();
    await text("Profile saved").waitFor();
    await button(/Zoë Großmann-Şahin/)
      .first()
      .waitFor();

    await field("Picture file").setInputFiles({
      name: "a.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("a"),
    });
    await text("a.txt is not a picture.").waitFor();
    await field("Picture file").setInputFiles(await pictureFile());
    await heading("Choose the part that is shown").waitFor();
    await expectWell();
    await inDialog("Save picture").click();
    await text("Picture saved").waitFor();
    await button("Change picture").waitFor();
    await button("Remove picture").click();
    await button("Choose picture").waitFor();

    const { email } = newPerson();
    await button("Change e-mail address").click();
    await field("New e-mail address").fill("no address");
    await inDialog("Send code").click();
    await text("Enter a whole address, such as name@example.com.").waitFor();
    await field("New e-mail address").fill(email);
    await inDialog("Send code").click();
    await heading("Enter the code").waitFor();
    await expectWell();
    await inDialog("Later").click();
    await text("waits for its code. Until then nothing changes.").waitFor();
    await expectWell();
    await button("Enter code").click();
    await field("Code").fill(await api.codeFor(email));
    await text("Address verified").waitFor();
    await text(email).waitFor();

    const number = `+4915${randomInt(1e8, 1e9)}`;
    await button("Add phone number").click();
    await dialog()
      .getByRole("textbox")
      .fill(`${number.slice(0, 3)} ${number.slice(3)}`);
    await inDialog("Send code").click();
    await heading("Enter the code").waitFor();
    await field("Code").fill(await api.codeFor(number));
    await text("Number verified").waitFor();
    await button("Remove phone number").click();
    await inDialog("Remove number").click();
    await text("No number").waitFor();
    await expectWell();
  });

  test("security: an authenticator app with recovery codes, e-mail besides it, a passkey with a name, and all of it off again", async () => {
    await openAt("/account/security", "Security");
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
    await inDialog("I have kept them").click();
    await text("10 codes left").waitFor();
    await row("Second steps", "Work phone").waitFor();

    await button("Turn on E-mail").click();
    await text("E-mail turned on").waitFor();
    await button("Actions for E-mail").click();
    await choose("Ask for it first");
    await row("Second steps", /E-mail.*Asked first/s).waitFor();

    await button("New codes").click();
    await inDialog("Make codes").click();
    await inDialog("I have kept them").click();

    await addAuthenticator(await browser.context.newCDPSession(browser.page));
    await button("Add passkey").click();
    await field("Name").fill("My laptop");
    await inDialog("Save").click();
    await row("Passkeys", "My laptop").waitFor();
    await expectWell();
    await button("Actions for My laptop").click();
    await choose("Remove");
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

  test("sessions end one by one; a new password ends the others and keeps this one; then all of them end", async () => {
    const { accessToken: token } = await api.signIn(person);
    await api.get("/v1/me", { token });
    await openAt("/account/security", "Security");
    await button(/^Revoke /)
      .first()
      .click();
    await inDialog("Revoke session").click();
    await text("Session revoked").waitFor();

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
    await text("Enter your present password.").waitFor();
    await expectWell();
    await field("Present password").fill("not the password at all");
    await field("New password").fill(`${person.password}-new`);
    await inDialog("Change password").click();
    await text("This is not your present password.").waitFor();
    await field("Present password").fill(person.password);
    await inDialog("Change password").click();
    await text("Password changed. All other sessions have ended.").waitFor();
    await text(/Last changed/).waitFor();

    await button("Sign out everywhere").click();
    await inDialog("Sign out everywhere").click();
    await heading("Sign in").waitFor();
    await signIn(`${person.password}-new`);
    await heading("Profile").waitFor();
    expect(browser.faults()).toEqual([]);
  });

  test("files: several at once, what is too much is refused before it is sent; looked at, saved and deleted", async () => {
    await openAt("/files", "Files");
    await text("No files yet").waitFor();
    await expectWell();
    const input = browser.page.locator("input[type=file]");
    await input.setInputFiles([
      await pictureFile(),
      { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("What I wanted to say.") },
      { name: "run.html", mimeType: "text/html", buffer: Buffer.from("<p>") },
    ]);
    await row("Uploads", "run.html").getByText("Choose a file of another type.").waitFor();
    await row("Your files", "me.png").waitFor();
    await row("Your files", "notes.txt").waitFor();
    await button("Dismiss run.html").click();
    await text(/2 of [\d,]+ files/).waitFor();
    await expectWell();

    await browser.page.getByRole("link", { name: "notes.txt" }).click();
    await dialog().getByText("What I wanted to say.").waitFor();
    expect(new URL(browser.page.url()).search).toMatch(/^\?file=/);
    await expectWell();
    const saved = browser.page.waitForEvent("download");
    await inDialog("Download").click();
    expect((await saved).suggestedFilename()).toBe("notes.txt");
    await dialog().getByRole("button", { name: "Close" }).first().click();

    await browser.page.getByRole("link", { name: "me.png" }).click();
    await dialog().getByRole("img", { name: "me.png" }).waitFor();
    await browser.page.keyboard.press("Escape");

    await button("Actions for me.png").click();
    await choose("Delete");
    await inDialog("Delete file").click();
    await text("File deleted").waitFor();
    await row("Your files", "me.png").waitFor({ state: "detached" });
    expect(browser.faults()).toEqual([]);
  });

  test("an export holds the account; deletion wants the address typed, and then the account is gone", async () => {
    await openAt("/account/data", "Your data");
    await expectWell();
    const saved = browser.page.waitForEvent("download");
    await button("Export data").click();
    const exported = JSON.parse(await readFile(await (await saved).path(), "utf8"));
    expect(exported.profile.email).toBe(person.email);

    await button("Delete account").click();
    expect(await inDialog("Delete account").isDisabled()).toBe(true);
    await expectWell();
    await dialog().getByRole("textbox").fill(person.email);
    await inDialog("Delete account").click();
    await heading("Sign in").waitFor();
    expect((await api.post("/v1/auth/sign-in", person)).body.code).toBe("invalid_credentials");
    expect(browser.faults()).toEqual([]);
  });
});
