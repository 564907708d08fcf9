import { expect, test } from "@jest/globals";
import { ApiClient } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { openConsole } from "../../support/clients/console/open-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's administration, by permissions", () => {
  const { inPage, button, link, field, text, heading, openAs, expectWell, open } = useAdminConsole(api);

  test("support staff see users, can't change them, and see the scope that a page needs", async () => {
    const [staff, user] = [await newStaff(api, "support"), await newAccount(api)];
    await openAs(staff.person, "/admin/users");
    await inPage().getByRole("table", { name: "Users" }).waitFor();
    const pages = inPage().getByRole("navigation", { name: "Administration", exact: true });
    expect(await pages.getByRole("link").allTextContents()).toEqual(["Users", "Groups"]);
    expect(await button("Invite user").count()).toBe(0);
    expect(await inPage().getByRole("checkbox").count()).toBe(0);
    await open("/admin");
    await inPage().waitForURL("**/admin/users");
    await open(`/admin/users/${user.sub}`);
    await heading(user.person.email).waitFor();
    expect(await button("Actions").count()).toBe(0);
    expect(await button("Delete user").count()).toBe(0);
    expect(await field("Name").getAttribute("readonly")).not.toBeNull();
    await expectWell();
    await link("Activity").click();
    await text("This page needs the scope api/audit.read.").waitFor();
    await expectWell();
    await open("/admin/audit");
    await heading("Your account has no access").waitFor();
    await expectWell();
  });

  test("users without an administrator's scope see no page of it, and the gateway refuses their calls", async () => {
    const user = await newAccount(api);
    const asked: string[] = [];
    inPage().on("request", (request) => asked.push(new URL(request.url()).pathname));
    await openAs(user.person, "/admin");
    await text("This page needs the scope api/audit.read.").waitFor();
    await expectWell();
    for (const path of ["users", "groups", `users/${user.sub}`, "audit", "sessions"]) {
      await open(`/admin/${path}`);
      await heading("Your account has no access").waitFor();
      expect(await inPage().getByRole("navigation").count()).toBe(0);
    }
    expect(asked.filter((path) => path.startsWith("/v1/admin"))).toEqual([]);
    for (const path of ["users", "groups", "overview", "events", "sessions"]) {
      expect((await api.get(`/v1/admin/${path}`, { token: user.token })).status).toBe(403);
    }
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
