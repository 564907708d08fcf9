import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Locator } from "playwright-core";
import { ApiClient, type Json, newPerson, type Person } from "../../support/api-client.ts";
import { describeInBrowser } from "../../support/browser-tests.ts";
import { type Console, closeBrowser, openConsole } from "../../support/console/open-console.ts";
import { sharedStack } from "../../support/shared-stack.ts";
import { type Account, newAccount, newStaff } from "../../support/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's administration", () => {
  let browser: Console;
  beforeEach(async () => {
    browser = await openConsole();
  });
  afterEach(async () => {
    await browser.close();
  });
  afterAll(closeBrowser);

  const inPage = () => browser.page;
  const button = (name: string | RegExp) => inPage().getByRole("button", { name, exact: true });
  const link = (name: string) => inPage().getByRole("link", { name, exact: true });
  const field = (name: string | RegExp) => inPage().getByLabel(name, { exact: typeof name === "string" });
  const text = (words: string | RegExp) => inPage().getByText(words);
  const heading = (name: string) => inPage().getByRole("heading", { name, exact: true });
  const dialog = (name: string) =>
    inPage().getByRole(/^(Quick|Invite|Create)/.test(name) ? "dialog" : "alertdialog", { name });
  /** A question, not a toast, which has the same role. */
  const question = () => inPage().locator('section[role="alertdialog"]');
  const combobox = (name: string) => inPage().getByRole("combobox", { name, exact: true });
  const row = (words: string) => inPage().getByRole("row").filter({ hasText: words });
  const addressOf = () => {
    const { pathname, search } = new URL(inPage().url());
    return pathname + search;
  };

  /** Opens an address as this person, who signs in on the way. */
  async function openAs({ email, password }: Person, path: string): Promise<void> {
    await browser.open(path);
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await field("Password").fill(password);
    await button("Sign in").click();
    await inPage().waitForURL((url) => url.pathname === new URL(path, url).pathname);
  }

  /** Well, by axe in both schemes and by the browser's console. */
  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  async function choose(select: Locator, option: string): Promise<void> {
    await select.click();
    await inPage().getByRole("option", { name: option, exact: true }).click();
  }

  const userOf = async (admin: Account, sub: string): Promise<Json> =>
    (await api.get(`/v1/admin/users/${sub}`, { token: admin.token })).body;

  /** What the audit log has of an account, newest first. */
  async function eventsOf(admin: Account, sub: string): Promise<readonly Json[]> {
    const { body } = await api.get(`/v1/admin/events?user=${sub}`, { token: admin.token });
    return body.items as Json[];
  }

  test("the overview has its period in the address, its charts as tables, and each figure leads to its list", async () => {
    const admin = await newStaff(api);
    await api.post("/v1/auth/sign-in", { email: admin.person.email, password: "not the right one at all" });
    await openAs(admin.person, "/admin");
    await heading("Overview").waitFor();
    await inPage().locator("canvas").nth(2).waitFor();
    const table = inPage().getByRole("table", { name: "Sign-ins by method and day" });
    expect(await table.getByRole("row").count()).toBe(31);
    await text("Wrong address or password").waitFor();
    await expectWell();

    await link("7 days").click();
    await text("Sign-ups in 7 days").waitFor();
    await inPage().getByRole("navigation", { name: "Count by" }).getByRole("link", { name: "Week" }).click();
    await inPage().getByRole("table", { name: "Active users by week, by its Monday" }).waitFor();
    expect(addressOf()).toBe("/admin?days=7&by=week");
    await inPage().reload();
    await text("Sign-ups in 7 days").click();
    await heading("Audit log").waitFor();
    expect(addressOf()).toMatch(/^\/admin\/audit\?type=sign_up&from=[\d-]+&to=[\d-]+$/);
    await row("Signed up").first().waitFor();
    await inPage().goBack();
    await text("Active this month").click();
    await heading("Sessions").waitFor();
    await row(admin.person.email).first().waitFor();
    await expectWell();
  });

  test("users are found as one types; filters and the quick look stand in the address; all by keyboard", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const family = `Lovelace${randomUUID().slice(0, 8)}`;
    await api.patch(
      "/v1/me",
      { name: `Ada ${family}`, givenName: "Ada", familyName: family },
      { token: user.token },
    );
    await openAs(admin.person, "/admin/users");
    await inPage().getByRole("table", { name: "Users" }).waitFor();
    await expectWell();

    await field("Search users").fill(family);
    await row(user.person.email).waitFor();
    await text("1 user shown").waitFor();
    expect(addressOf()).toBe(`/admin/users?q=${family}`);
    await field("Search users").fill(user.sub);
    await row(user.person.email).waitFor();
    await choose(button(/Any status Status|Status/), "Disabled");
    await choose(button(/Any group Group|Group/), "admins");
    expect(addressOf()).toBe(`/admin/users?q=${user.sub}&status=DISABLED&group=admins`);
    await button("Clear filters").click();
    await field("Search users").fill(user.person.email);
    await text("1 user shown").waitFor();

    await row(user.person.email).focus();
    await inPage().keyboard.press("Enter");
    const look = dialog("Quick look");
    await look.getByText(user.sub).waitFor();
    expect(addressOf()).toContain(`user=${user.sub}`);
    await expectWell();
    await inPage().keyboard.press("Escape");
    await look.waitFor({ state: "detached" });
    expect(addressOf()).not.toContain("user=");

    await field("Search users").fill("nobody-is-called-so");
    await heading("No user found").waitFor();
    await expectWell();
  });

  test("what is selected by the space bar is disabled at once; what the API refuses is named and stays", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await openAs(admin.person, "/admin/users");
    // Both begin alike: the list has them side by side.
    await field("Search users").fill("person.");
    await inPage().waitForURL(/q=person\./);
    await inPage().locator('table[aria-busy="false"]').waitFor();
    await row(user.person.email).waitFor();
    for (const { person } of [user, admin]) {
      await row(person.email).focus();
      await inPage().keyboard.press("Space");
    }
    await text("2 selected").waitFor();
    await expectWell();
    await button("Disable").click();
    const ask = dialog("Disable: 2 users");
    await ask.getByLabel("Reason").fill("left the company");
    await ask.getByRole("button", { name: "Disable" }).click();
    await text("Not done for these; the others are done.").waitFor();
    await text("Another administrator has to do this to your account.").waitFor();
    await expectWell();
    await button("Cancel").click();
    expect(await userOf(admin, user.sub)).toMatchObject({ enabled: false });
    expect((await eventsOf(admin, user.sub))[0]).toMatchObject({
      type: "user_disabled",
      reason: "left the company",
    });
  });

  test("an invited user has a page at once; the invitation is sent again", async () => {
    const admin = await newStaff(api);
    const { email } = newPerson();
    await openAs(admin.person, "/admin/users");
    await button("Invite user").click();
    const form = dialog("Invite user");
    await form.getByLabel("E-mail address").fill("no address");
    await button("Send invitation").click();
    await text("Enter a whole address, such as name@example.com.").waitFor();
    await form.getByLabel("E-mail address").fill(email);
    await form.getByLabel("Name").fill("Grace Hopper");
    await expectWell();
    await button("Send invitation").click();
    await heading("Grace Hopper").waitFor();
    await text("Invitation sent").first().waitFor();
    expect((await api.inbox(email))[0]?.subject).toBeDefined();
    await link("Security").click();
    await expectWell();
    await button("Send invitation again").click();
    await question().getByRole("button", { name: "Send invitation again" }).click();
    await question().waitFor({ state: "detached" });
    expect(await api.inbox(email)).toHaveLength(2);
  });

  test("two administrators edit one profile: the second is told, and loses nothing of what was typed", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await openAs(admin.person, `/admin/users/${user.sub}`);
    await field("Name").fill("Ada Lovelace");
    await field("Given name").fill("Ada");
    await api.patch(
      `/v1/admin/users/${user.sub}`,
      { name: "Eve", familyName: "Elsewhere" },
      { token: admin.token },
    );
    await button("Save profile").click();
    await text("Another administrator saved this meanwhile, so nothing was saved.").waitFor();
    await expectWell();
    expect(await userOf(admin, user.sub)).toMatchObject({ name: "Eve" });
    await button("Load again").click();
    await text("Saved meanwhile: Eve").waitFor();
    expect(await field("Name").inputValue()).toBe("Ada Lovelace");
    expect(await field("Family name").inputValue()).toBe("Elsewhere");
    await field(/^Reason/).fill("asked by phone");
    await button("Save profile").click();
    await heading("Ada Lovelace").waitFor();
    await text("Profile saved").waitFor();
    expect(await userOf(admin, user.sub)).toMatchObject({
      name: "Ada Lovelace",
      givenName: "Ada",
      familyName: "Elsewhere",
    });

    await field("E-mail address").fill("not an address");
    await button("Save profile").click();
    await text("Not accepted. Check how it is written.").waitFor();
    await button("Discard").click();
    expect(await field("E-mail address").inputValue()).toBe(user.person.email);
  });

  test("a user is confirmed, reset, signed out, disabled and enabled, each with what it does and why", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await openAs(admin.person, `/admin/users/${user.sub}/security`);
    await heading("Second factors").waitFor();

    async function act(verb: string, done: string): Promise<void> {
      await button("Actions").click();
      await inPage().getByRole("menuitem", { name: verb }).click();
      const ask = question();
      await ask.getByLabel("Reason").fill(`why ${verb}`);
      await ask.getByRole("button", { name: verb }).click();
      await ask.waitFor({ state: "detached" });
      await text(done).first().waitFor();
    }
    await act("Sign out everywhere", "Signed out everywhere");
    await act("Reset second factors", "Second factors reset");
    await act("Reset password", "Password reset");
    await act("Disable", "Account disabled");
    await inPage().getByText("Disabled", { exact: true }).waitFor();
    await act("Enable", "Account enabled");
    const reasons = (await eventsOf(admin, user.sub)).map(({ type, reason }) => [type, reason]);
    expect(reasons.slice(0, 5)).toEqual([
      ["user_enabled", "why Enable"],
      ["user_disabled", "why Disable"],
      ["user_password_reset", "why Reset password"],
      ["user_mfa_reset", "why Reset second factors"],
      ["user_signed_out", "why Sign out everywhere"],
    ]);
    await link("Activity").click();
    await row("Signed out everywhere").getByText("why Sign out everywhere").waitFor();
    await choose(button(/Any event/), "Signed up");
    expect(addressOf()).toBe(`/admin/users/${user.sub}/activity?type=sign_up`);
    await row("Password reset").waitFor({ state: "detached" });
    await row("Signed up").waitFor();
    await expectWell();

    const waiting = newPerson();
    await api.signUp(waiting);
    await browser.open("/admin/users?status=UNCONFIRMED");
    await field("Search users").fill(waiting.email);
    await row("@").nth(1).waitFor({ state: "detached" });
    await link(waiting.email).click();
    await inPage().waitForURL((url) => /^\/admin\/users\/.+/.test(url.pathname));
    await act("Confirm account", "Account confirmed");
  });

  test("a user is deleted only once the address is typed, and the log keeps why", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await openAs(admin.person, `/admin/users/${user.sub}`);
    await button("Delete user").click();
    const ask = dialog(`Delete ${user.person.email}`);
    const confirm = ask.getByRole("button", { name: "Delete user" });
    expect(await confirm.isDisabled()).toBe(true);
    await ask.getByLabel("Reason").fill("asked for it");
    await ask.getByLabel(`Type ${user.person.email} to confirm`).fill(user.person.email);
    await expectWell();
    await confirm.click();
    await heading("Users").waitFor();
    await text("User deleted").waitFor();
    expect((await eventsOf(admin, user.sub))[0]).toMatchObject({
      type: "user_deleted",
      reason: "asked for it",
    });
    await browser.open(`/admin/users/${user.sub}`);
    await heading("Not found").waitFor();
    await expectWell();
  });

  test("groups are made, changed by one of two at a time, filled, emptied and deleted", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const name = `g-${randomUUID()}`;
    await openAs(admin.person, "/admin/groups");
    await row("admins").getByText("Protected").waitFor();
    await expectWell();
    await button("Create group").click();
    const form = dialog("Create group");
    await form.getByLabel("Name").fill("Not So");
    await form.getByRole("button", { name: "Create group" }).click();
    await text("Begin with a small letter; then small letters, digits and hyphens.").waitFor();
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Description").fill("One");
    await expectWell();
    await form.getByRole("button", { name: "Create group" }).click();
    await heading(name).waitFor();

    await field("Description").fill("Mine");
    await api.patch(`/v1/admin/groups/${name}`, { description: "Theirs" }, { token: admin.token });
    await button("Save group").click();
    await button("Load again").click();
    await text("Saved meanwhile: Theirs").waitFor();
    expect(await field("Description").inputValue()).toBe("Mine");
    await button("Save group").click();
    await text("Group saved").waitFor();

    await button("Add member").first().click();
    await combobox("User").fill(user.person.email);
    await inPage().getByRole("option", { name: user.person.email }).click();
    await button(`Add ${user.person.email}`).click();
    await row(user.person.email).waitFor();
    await expectWell();
    await link(user.person.email).click();
    await inPage().getByRole("navigation", { name: "User" }).getByRole("link", { name: "Groups" }).click();
    await button("Add to group").click();
    await combobox("Group").fill("supp");
    await inPage().getByRole("option", { name: "support" }).click();
    await text("api/users.read").last().waitFor();
    await expectWell();
    await question().getByRole("button", { name: "Add to group" }).click();
    await row("support").waitFor();
    await expectWell();
    await button("Remove from support").click();
    await question().getByRole("button", { name: "Remove" }).click();
    await row("support").waitFor({ state: "detached" });
    expect((await userOf(admin, user.sub)).groups).toEqual(expect.arrayContaining(["users", name]));

    await link(name).click();
    await button(`Remove ${user.person.email}`).click();
    await question().getByRole("button", { name: "Remove" }).click();
    await heading("No members").waitFor();
    await button("Delete group").click();
    await field(`Type ${name} to confirm`).fill(name);
    await question().getByRole("button", { name: "Delete group" }).click();
    await heading("Groups").waitFor();
    await row(name).waitFor({ state: "detached" });
  });

  test("the log is searched by event, user, administrator and day, looked into, and saved as CSV", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const act = (action: string, reason: string) =>
      api.post(`/v1/admin/users/${user.sub}/${action}`, { reason }, { token: admin.token });
    await act("disable", "on holiday");
    await act("enable", "=back");
    await openAs(admin.person, "/admin/audit");
    await row("Signed up").first().waitFor();
    await expectWell();
    await combobox("Administrator").fill(admin.person.email);
    await inPage().getByRole("option", { name: admin.person.email }).click();
    await button("Remove filter Administrator").waitFor();
    await row("on holiday").waitFor();
    await choose(button(/Any event/), "Enabled by an administrator");
    await row("on holiday").waitFor({ state: "detached" });
    expect(addressOf()).toBe(`/admin/audit?actor=${admin.sub}&type=user_enabled`);
    await row("=back").click();
    const details = inPage().getByRole("dialog", { name: "Enabled" });
    await details.getByText("user_enabled").waitFor();
    await details.getByText(user.sub).first().waitFor();
    await expectWell();
    await inPage().keyboard.press("Escape");

    const [download] = await Promise.all([inPage().waitForEvent("download"), button("Export CSV").click()]);
    expect(download.suggestedFilename()).toMatch(/^events-\d{4}-\d\d-\d\d\.csv$/);
    const lines = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`user_enabled,${user.sub},${user.person.email}`);
    expect(lines[1]).toContain("'=back");

    await browser.open(`/admin/audit?user=${user.sub}&from=2020-01-01&to=2020-01-02`);
    await heading("Nothing happened").waitFor();
    await expectWell();
    await button("Clear filters").click();
    await row("Signed in").first().waitFor();
  });

  test("everybody's sessions are seen and ended", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await api.get("/v1/me", { token: user.token });
    await openAs(admin.person, "/admin/sessions");
    await row(admin.person.email)
      .first()
      .getByText(/Chrome, Linux/)
      .waitFor();
    await button(`Sign out ${user.person.email}`).click();
    await expectWell();
    await question().getByRole("button", { name: "Sign out everywhere" }).click();
    await row(user.person.email).waitFor({ state: "detached" });
    expect((await api.get("/v1/me/sessions", { token: user.token })).status).toBe(401);
  });

  test("support staff see users, change nothing, and are told the scope that a page needs", async () => {
    const [staff, user] = [await newStaff(api, "support"), await newAccount(api)];
    await openAs(staff.person, "/admin/users");
    await inPage().getByRole("table", { name: "Users" }).waitFor();
    const pages = inPage().getByRole("navigation", { name: "Administration", exact: true });
    expect(await pages.getByRole("link").allTextContents()).toEqual(["Users", "Groups"]);
    expect(await button("Invite user").count()).toBe(0);
    expect(await inPage().getByRole("checkbox").count()).toBe(0);
    await browser.open("/admin");
    await inPage().waitForURL("**/admin/users");
    await browser.open(`/admin/users/${user.sub}`);
    await heading(user.person.email).waitFor();
    expect(await button("Actions").count()).toBe(0);
    expect(await button("Delete user").count()).toBe(0);
    expect(await field("Name").getAttribute("readonly")).not.toBeNull();
    await expectWell();
    await link("Activity").click();
    await text("This page needs the scope api/audit.read.").waitFor();
    await expectWell();
    await browser.open("/admin/audit");
    await heading("Not open to your account").waitFor();
    await expectWell();
  });

  test("users without a scope of administrators see no page of it, and the gateway refuses their calls", async () => {
    const user = await newAccount(api);
    const asked: string[] = [];
    inPage().on("request", (request) => asked.push(new URL(request.url()).pathname));
    await openAs(user.person, "/admin");
    await text("This page needs the scope api/audit.read.").waitFor();
    await expectWell();
    for (const path of ["users", "groups", `users/${user.sub}`, "audit", "sessions"]) {
      await browser.open(`/admin/${path}`);
      await heading("Not open to your account").waitFor();
      expect(await inPage().getByRole("navigation").count()).toBe(0);
    }
    expect(asked.filter((path) => path.startsWith("/v1/admin"))).toEqual([]);
    for (const path of ["users", "groups", "overview", "events", "sessions"])
      expect((await api.get(`/v1/admin/${path}`, { token: user.token })).status).toBe(403);
  });

  test("in German and on a phone, nothing is wider than the screen", async () => {
    const admin = await newStaff(api);
    const phone = await openConsole({ language: "de" });
    try {
      await phone.page.setViewportSize({ width: 360, height: 740 });
      await phone.open("/admin/audit");
      await phone.page.getByLabel("E-Mail-Adresse", { exact: true }).fill(admin.person.email);
      await phone.page.keyboard.press("Enter");
      await phone.page.getByLabel("Passwort", { exact: true }).fill(admin.person.password);
      await phone.page.keyboard.press("Enter");
      for (const [path, title] of [
        ["/admin/audit", "Protokoll"],
        ["/admin", "Übersicht"],
        ["/admin/users", "Benutzer"],
        ["/admin/groups", "Gruppen"],
        ["/admin/sessions", "Sitzungen"],
        [`/admin/users/${admin.sub}`, admin.person.email],
      ] as const) {
        if (path !== "/admin/audit") await phone.open(path);
        await phone.page.getByRole("heading", { name: title, exact: true, level: 1 }).waitFor();
        await phone.page.waitForLoadState("networkidle");
        expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      }
      expect(await phone.axe()).toEqual([]);
      expect(phone.faults()).toEqual([]);
    } finally {
      await phone.close();
    }
  });
});
