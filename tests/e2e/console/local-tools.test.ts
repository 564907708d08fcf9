import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { lookUpIn } from "../../support/clients/console/look-up.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";
import { addFault } from "../../support/worlds/faults.ts";

describeInBrowser("the console's local tools", () => {
  // Its own stack: its clock is moved, its services fail, its inbox is emptied.
  let stack: LocalStack;
  let api: ApiClient;
  const browser = useConsole(() => ({ consoleUrl: stack.consoleUrl }));
  beforeAll(async () => {
    stack = await startLocalStack({ arguments: QUICK_ANSWERS, environment: { DEMO_USERS: "on" } });
    api = new ApiClient(stack);
  });
  afterAll(() => stack.stop());

  const { button, link, field, text, heading, cell, choose, search, expectWell } = lookUpIn(() => browser);

  const local = async (path: string) =>
    (await (await fetch(`${stack.cloudUrl}/_local/${path}`)).json()) as Record<string, unknown>;

  test("the inbox shows a message at once, with its code and like a mail program, and is emptied", async () => {
    const { email } = await api.register();
    const other = await api.register();
    await browser.open(`/tools/inbox?find=${encodeURIComponent(email)}`);
    await heading("Inbox").waitFor();
    await api.post("/v1/auth/otp", { email });
    const code = await api.codeFor(email);
    const item = link(new RegExp(`${email}.*${code}`));
    await item.click();
    await heading(/sign-in code/).waitFor();
    expect(search()).toMatchObject({ find: email, message: expect.any(String) });
    await button("Copy code").waitFor();
    const mail = browser.page.frameLocator("iframe");
    await mail.getByText(code).waitFor();
    // The message's own styles are applied, although the page's policy forbids inline styles.
    await mail.locator("[style*='mono']", { hasText: code }).first().waitFor();
    await expectWell();

    await item.focus();
    await browser.page.keyboard.press("ArrowDown");
    await heading(/sign-in code/).waitFor({ state: "detached" });
    await field("Search").fill(other.email);
    await link(new RegExp(other.email)).first().waitFor();
    await field("Search").fill("no such words");
    await text("No matching messages").waitFor();
    await expectWell();
    await button("Empty inbox").click();
    await browser.page.getByRole("alertdialog").getByRole("button", { name: "Empty inbox" }).click();
    await text("No messages yet").waitFor();
    expect(await local("inbox")).toEqual({ messages: [] });
    await expectWell();
  });

  test("the clock moves forward and is reset", async () => {
    await browser.open("/tools/clock");
    await text("No difference").waitFor();
    await expectWell();
    await button("+ 1 hour").click();
    await text("1 hour ahead").waitFor();
    await field("Amount").fill("half");
    await text("Enter a whole number, at least 1.").waitFor();
    await field("Amount").fill("90");
    await button("Move forward").click();
    await text("2 hours, 30 minutes ahead").waitFor();
    expect(await local("clock")).toMatchObject({ offsetSeconds: 9000 });
    await expectWell();
    await button("Reset to this machine's time").click();
    await text("No difference").waitFor();
    expect(await local("clock")).toMatchObject({ offsetSeconds: 0 });
    await field("Amount").fill("9999");
    await choose(/^Minutes/, "Days");
    await button("Move forward").click();
    await text("The clock goes ten years ahead at most.").waitFor();
    expect(await browser.axe()).toEqual([]);
  });

  test("a service fails as configured, until the faults are removed", async () => {
    const { email, password } = await api.register();
    await browser.open("/tools/faults");
    await text("All services work").waitFor();
    await expectWell();
    await choose(/^Cognito user pools/, /^SES/);
    await text("Requests to this service do not name one.").waitFor();
    await choose(/^SES/, /^Cognito user pools/);
    await field("Status").fill("99");
    await text("Enter a number from 400 to 599.").waitFor();
    await field("Status").fill("500");
    await button("Add fault").click();
    await cell("InternalFailure").waitFor();
    const signIn = () => api.post("/v1/auth/sign-in", { email, password });
    expect((await signIn()).status).toBeGreaterThanOrEqual(500);
    await expectWell();
    await button("Remove all faults").click();
    await text("All services work").waitFor();
    expect(await local("faults")).toEqual({ faults: [] });
    expect((await signIn()).status).toBe(200);
  });

  test("a fault is edited in its place, and removed without the others", async () => {
    await addFault(stack, { service: "ses", error: "MessageRejected", status: 400, times: 3 });
    await addFault(stack, { service: "kms" });
    await browser.open("/tools/faults");
    await browser.page.getByRole("row", { name: /MessageRejected/ }).focus();
    await browser.page.keyboard.press("Enter");
    await heading("Edit fault").waitFor();
    const dialog = browser.page.getByRole("dialog");
    await expectWell();
    await dialog.getByLabel("Error", { exact: true }).fill("not a name");
    await button("Save fault").click();
    await text(/^error is an exception's name/).waitFor();
    await dialog.getByLabel("Error", { exact: true }).fill("Throttled");
    await dialog.getByLabel("Times (optional)", { exact: true }).fill("");
    await button("Save fault").click();
    await cell("Throttled").waitFor();
    await heading("Edit fault").waitFor({ state: "detached" });
    expect(await local("faults")).toEqual({
      faults: [
        { id: expect.any(String), service: "ses", error: "Throttled", status: 400 },
        { id: expect.any(String), service: "kms", error: "InternalFailure", status: 500 },
      ],
    });
    await button("Remove ses Throttled").click();
    await cell("Throttled").waitFor({ state: "detached" });
    await cell("kms").waitFor();
    await button("Remove kms InternalFailure").click();
    await text("All services work").waitFor();
    await expectWell();
  });

  test("a state is saved by name, loaded, replaced and deleted", async () => {
    const { email } = await api.register();
    await browser.open("/tools/snapshots");
    await text("No snapshots yet").waitFor();
    await expectWell();
    await field("Name").fill("Not a name");
    await text(/^Lower-case letters, digits/).waitFor();
    expect(await button("Save snapshot").isDisabled()).toBe(true);
    await field("Name").fill("with-one-more");
    await field("Name").press("Enter");
    await cell("with-one-more").waitFor();
    await expectWell();

    const otherMail = (await api.register()).email;
    const known = async () => {
      const { messages } = (await local("inbox")) as { readonly messages: readonly { to: string }[] };
      return [email, otherMail].filter((address) => messages.some(({ to }) => to === address));
    };
    expect(await known()).toEqual([email, otherMail]);
    await button("Load with-one-more").click();
    await heading("Load the snapshot with-one-more?").waitFor();
    await expectWell();
    await button("Load snapshot").click();
    await heading("Load the snapshot with-one-more?").waitFor({ state: "detached" });
    expect(await known()).toEqual([email]);

    await field("Name").fill("with-one-more");
    await button("Save snapshot").click();
    await text("A snapshot with this name exists. Its content is lost.").waitFor();
    await button("Replace snapshot").click();
    await heading("Replace the snapshot with-one-more?").waitFor({ state: "detached" });
    expect((await local("state")).snapshots).toMatchObject([{ name: "with-one-more" }]);

    await button("Delete with-one-more").click();
    await button("Delete snapshot").click();
    await text("No snapshots yet").waitFor();
    expect((await local("state")).snapshots).toEqual([]);
  });

  test("one click signs in as a demo user, another as a second one", async () => {
    await browser.open("/tools/demo-users");
    await heading("Demo users").waitFor();
    await expectWell();
    await button("Sign in as Uma User").click();
    await heading("Profile").waitFor();
    await browser.open("/tools/demo-users");
    await text("Signed in").waitFor();
    await button("Sign in as Sam Support").click();
    await heading("Profile").waitFor();
    await text("support@example.com").first().waitFor();
    expect(browser.faults()).toEqual([]);
  });
});
