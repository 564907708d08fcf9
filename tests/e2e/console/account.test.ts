import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { accountSteps } from "../../support/clients/console/account-steps.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's account pages", () => {
  const browser = useConsole();
  let person: Person;
  beforeEach(async () => {
    person = await api.register();
  });

  const { button, field, heading, dialog, inDialog, text, expectWell, pictureFile, openAt } = accountSteps(
    () => browser,
  );

  test("profile: a name, a picture cropped to a square, a new address and a number, each after its code", async () => {
    await openAt("/account", "Profile", person);
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

  test("an export contains the account; deletion requires the address, and then the account is gone", async () => {
    await openAt("/account/data", "Your data", person);
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
