import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's overview and its audit log", () => {
  const {
    addressOf,
    button,
    choose,
    combobox,
    eventsOf,
    expectWell,
    heading,
    inPage,
    link,
    open,
    openAs,
    question,
    row,
    text,
  } = useAdminConsole(api);

  test("the overview has its period in the URL and its charts as tables, and each figure links to its list", async () => {
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

  test("the log is searched by event, user, administrator and day, opened, and saved as CSV", async () => {
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

    await open(`/admin/audit?user=${user.sub}&from=2020-01-01&to=2020-01-02`);
    await heading("Nothing happened").waitFor();
    await expectWell();
    await button("Clear filters").click();
    await row("Signed in").first().waitFor();
  });

  test("all users' sessions are listed; one is ended with a reason, then all of a user", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const second = await api.signIn(user.person);
    for (const token of [user.token, second.accessToken]) await api.get("/v1/me/sessions", { token });
    await openAs(admin.person, "/admin/sessions");
    await row(admin.person.email)
      .first()
      .getByText(/Chrome on Linux/)
      .waitFor();
    const act = async (verb: string) => {
      await button(`Actions for ${user.person.email}`).first().click();
      await inPage().getByRole("menuitem", { name: verb }).click();
      await question().getByLabel("Reason").fill(`why ${verb}`);
      await expectWell();
      await question().getByRole("button", { name: verb }).click();
      await question().waitFor({ state: "detached" });
    };
    const ofUser = () => row(user.person.email);
    await ofUser().nth(1).waitFor();
    await act("Revoke session");
    await ofUser().nth(1).waitFor({ state: "detached" });
    const statuses = await Promise.all(
      [user.token, second.accessToken].map(
        async (token) => (await api.get("/v1/me/export", { token })).status,
      ),
    );
    expect(statuses.sort()).toEqual([200, 401]);
    await act("Sign out everywhere");
    await ofUser().waitFor({ state: "detached" });
    expect((await api.get("/v1/me/export", { token: user.token })).status).toBe(401);
    const events = await eventsOf(admin, user.sub);
    const [all, one] = events.filter(({ type }) => type !== "data_exported");
    expect(all).toMatchObject({ type: "user_signed_out", reason: "why Sign out everywhere" });
    expect(one).toMatchObject({ type: "user_session_revoked", reason: "why Revoke session" });
  });
});
