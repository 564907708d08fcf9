import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/api-client.ts";
import { describeInBrowser } from "../../support/browser-tests.ts";
import { type Console, closeBrowser, openConsole } from "../../support/console/open-console.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../../support/local-stack.ts";

describeInBrowser("the console's local tools", () => {
  // A stack of its own: its clock is moved, its services fail, its inbox is emptied.
  let stack: LocalStack;
  let api: ApiClient;
  let browser: Console;
  beforeAll(async () => {
    stack = await startLocalStack({ arguments: QUICK_ANSWERS, environment: { DEMO_USERS: "on" } });
    api = new ApiClient(stack);
  });
  beforeEach(async () => {
    browser = await openConsole({ consoleUrl: stack.consoleUrl });
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(async () => {
    await closeBrowser();
    await stack.stop();
  });

  const button = (name: string | RegExp) => browser.page.getByRole("button", { name, exact: true });
  const link = (name: string | RegExp) => browser.page.getByRole("link", { name, exact: true });
  const field = (name: string) => browser.page.getByLabel(name, { exact: true });
  const text = (words: string | RegExp) => browser.page.getByText(words, { exact: true });
  const heading = (name: string | RegExp) => browser.page.getByRole("heading", { name, exact: true });
  const searchOf = () => Object.fromEntries(new URL(browser.page.url()).searchParams);
  const local = async (path: string) =>
    (await (await fetch(`${stack.cloudUrl}/_local/${path}`)).json()) as Record<string, unknown>;

  /** Well, by axe in both schemes and by the browser's console. */
  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  test("a request appears while it happens; its steps open, and a trigger is replayed with an edited event", async () => {
    const { email } = await api.register();
    await browser.open("/tools/traces");
    await heading("Traces").waitFor();
    await field("User").fill(email);
    await field("Route").fill("/v1/auth/otp");
    await text("No trace fits").waitFor();
    await expectWell();

    await api.post("/v1/auth/otp", { email });
    await link("POST /v1/auth/otp").waitFor();
    expect(searchOf()).toEqual({ user: email, route: "/v1/auth/otp" });
    await expectWell();
    await browser.page.getByRole("row", { name: /auth\/otp/ }).focus();
    await browser.page.keyboard.press("Enter");
    await heading("POST /v1/auth/otp").waitFor();
    await link(/sign-in code/).waitFor();

    await button(/^DefineAuthChallenge_Authentication/)
      .first()
      .click();
    await heading("Replay").waitFor();
    expect(searchOf().span).toMatch(/^[0-9a-f]{16}$/);
    await expectWell();
    await button("Replay trigger").click();
    await text("The function decided the same.").waitFor();
    const event = JSON.parse(await field("Event to send").inputValue());
    await field("Event to send").fill("{");
    await text("This is not a JSON object.").waitFor();
    event.request.userNotFound = true;
    event.request.session = [
      { challengeName: "PASSWORD_VERIFIER", challengeResult: false, challengeMetadata: null },
    ];
    await field("Event to send").fill(JSON.stringify(event));
    await button("Replay trigger").click();
    await text("The function decided otherwise this time.").waitFor();
    await expectWell();
    await link("Show its trace").click();
    await text("This is a replay of a trigger.").waitFor();
    await link("Show the original").click();
    await heading("Replay").waitFor();
    await expectWell();
  });

  test("a trace that is not there says so", async () => {
    await browser.open("/tools/traces/1-00000000-000000000000000000000000");
    await text("There is no such trace, or it is forgotten by now.").waitFor();
    expect(await browser.axe()).toEqual([]);
  });

  test("the inbox shows a message at once, with its code and as a mail program does, and is emptied", async () => {
    const { email } = await api.register();
    const other = await api.register();
    await browser.open(`/tools/inbox?find=${encodeURIComponent(email)}`);
    await heading("Inbox").waitFor();
    await api.post("/v1/auth/otp", { email });
    const code = await api.codeFor(email);
    const item = link(new RegExp(`${email}.*${code}`));
    await item.click();
    await heading(/sign-in code/).waitFor();
    expect(searchOf()).toMatchObject({ find: email, message: expect.any(String) });
    await button("Copy code").waitFor();
    const mail = browser.page.frameLocator("iframe");
    await mail.getByText(code).waitFor();
    // The styles that the message came with are applied, although the page's policy forbids inline ones.
    await mail.locator("[style*='mono']", { hasText: code }).first().waitFor();
    await expectWell();

    await item.focus();
    await browser.page.keyboard.press("ArrowDown");
    await heading(/sign-in code/).waitFor({ state: "detached" });
    await field("Search").fill(other.email);
    await link(new RegExp(other.email)).first().waitFor();
    await field("Search").fill("no such words");
    await text("No message fits").waitFor();
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
    await button(/^Minutes/).click();
    await browser.page.getByRole("option", { name: "Days" }).click();
    await button("Move forward").click();
    await text("The clock goes ten years ahead at most.").waitFor();
    expect(await browser.axe()).toEqual([]);
  });

  test("a service fails as it was asked to, until the faults are removed", async () => {
    const { email, password } = await api.register();
    await browser.open("/tools/faults");
    await text("All services work").waitFor();
    await expectWell();
    await button(/^Cognito user pools/).click();
    await browser.page.getByRole("option", { name: /^SES/ }).click();
    await text("Requests to this service do not name one.").waitFor();
    await button(/^SES/).click();
    await browser.page.getByRole("option", { name: /^Cognito user pools/ }).click();
    await field("Status").fill("99");
    await text("Enter a number from 400 to 599.").waitFor();
    await field("Status").fill("500");
    await button("Add fault").click();
    await browser.page.getByRole("cell", { name: "InternalFailure" }).waitFor();
    const signIn = () => api.post("/v1/auth/sign-in", { email, password });
    expect((await signIn()).status).toBeGreaterThanOrEqual(500);
    await expectWell();
    await button("Remove all faults").click();
    await text("All services work").waitFor();
    expect(await local("faults")).toEqual({ faults: [] });
    expect((await signIn()).status).toBe(200);
  });

  test("one click signs in as a demo user, another as the next", async () => {
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

  test("a pool's users and groups are read and changed, its clients, providers and triggers shown", async () => {
    const person = newPerson();
    const { email } = await api.register(person);
    await browser.open("/tools/pools");
    await heading("Pools").waitFor();
    await field("Search").fill(email);
    await link(email).click();
    await heading(email).waitFor();
    await expectWell();
    await button("Disable").click();
    await button("Enable").waitFor();
    const refused = await api.post("/v1/auth/sign-in", { email, password: person.password });
    expect(refused.status).toBe(401);
    await button("Enable").click();
    await button("Disable").waitFor();
    await browser.page.getByRole("dialog").getByText("support", { exact: true }).click();
    await browser.page.getByRole("checkbox", { name: "support", checked: true }).waitFor();
    await field("New password").fill("short");
    await button("Set password").click();
    await text(/^InvalidPasswordException/).waitFor();
    const password = newPerson().password;
    await field("New password").fill(password);
    await button("Set password").click();
    await text("Password set").waitFor();
    expect((await api.post("/v1/auth/sign-in", { email, password })).status).toBe(200);
    await button("Delete").click();
    await button("Delete user").click();
    await text("No address begins like this").waitFor();
    await heading(email).waitFor({ state: "detached" });
    expect(searchOf()).toEqual({ find: email });

    await link("Groups").click();
    await field("Name").fill("night-shift");
    await button("Create group").click();
    await browser.page.getByRole("cell", { name: "night-shift", exact: true }).waitFor();
    await expectWell();
    await button("Delete the group night-shift").click();
    await button("Delete group").click();
    await browser.page.getByRole("cell", { name: "night-shift", exact: true }).waitFor({ state: "detached" });

    await link("Clients").click();
    await link("spa").click();
    await text(/"ClientName": "spa"/).waitFor();
    await expectWell();
    await browser.page.keyboard.press("Escape");
    await link("Providers").click();
    await browser.page.getByRole("table").waitFor();
    await link("Triggers").click();
    await text("PreSignUp").waitFor();
    await expectWell();
    await link("Settings").click();
    await text(/"UsernameAttributes"/).waitFor();
    await expectWell();
  });
});
