import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

describeInBrowser("the console's page of a user", () => {
  const {
    addressOf,
    button,
    choose,
    dialog,
    eventsOf,
    expectWell,
    field,
    heading,
    inPage,
    link,
    open,
    openAs,
    question,
    row,
    text,
    userOf,
  } = useAdminConsole(api);

  test("two administrators edit one profile: the second is warned and loses none of the input", async () => {
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
    await button("Reload").click();
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
    await text("Not accepted. Check the spelling.").waitFor();
    await button("Discard").click();
    expect(await field("E-mail address").inputValue()).toBe(user.person.email);
  });

  test("a user is confirmed, reset, signed out, disabled and enabled, each with its effect and a reason", async () => {
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
    await open("/admin/users?status=UNCONFIRMED");
    await field("Search users").fill(waiting.email);
    await inPage().waitForURL(/q=person/);
    await inPage().locator('table[aria-busy="false"]').waitFor();
    await row("@").nth(1).waitFor({ state: "detached" });
    await link(waiting.email).click();
    await inPage().waitForURL((url) => /^\/admin\/users\/.+/.test(url.pathname));
    await act("Confirm account", "Account confirmed");
  });

  test("a user is deleted only after typing the address, and the log keeps the reason", async () => {
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
    await open(`/admin/users/${user.sub}`);
    await heading("Not found").waitFor();
    await expectWell();
  });

  test("one of a user's sessions is ended with a reason; only the owner sees passkeys", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const second = await api.signIn(user.person);
    for (const token of [user.token, second.accessToken]) await api.get("/v1/me/sessions", { token });
    await openAs(admin.person, `/admin/users/${user.sub}/security`);
    const sessions = inPage().getByRole("list", { name: "Sessions" }).getByRole("listitem");
    await sessions.nth(1).waitFor();
    await text("Cognito shows passkeys only to their owner").waitFor();
    await expectWell();
    await button("Revoke node").first().press("Enter");
    await question().getByLabel("Reason").fill("lost telephone");
    await expectWell();
    await inPage().keyboard.press("Enter");
    await question().waitFor({ state: "detached" });
    await sessions.nth(1).waitFor({ state: "detached" });
    expect(await sessions.count()).toBe(1);
    expect((await eventsOf(admin, user.sub))[0]).toMatchObject({
      type: "user_session_revoked",
      reason: "lost telephone",
    });
    await link("Show in activity").click();
    await heading("Nothing happened").waitFor();
    expect(addressOf()).toBe(`/admin/users/${user.sub}/activity?type=passkey_added`);
  });

  test("a user's files are listed with name and size, without access to their content", async () => {
    const [staff, user] = [await newStaff(api, "support"), await newAccount(api)];
    const path = `/admin/users/${user.sub}/files`;
    await openAs(staff.person, path);
    await heading("No files").waitFor();
    await expectWell();
    const file = { name: "Grüße from Lisbon.txt", contentType: "text/plain", size: 5 };
    const { upload } = (await api.post("/v1/files", file, { token: user.token })).body as {
      upload: { url: string; fields: Record<string, string> };
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", new Blob(["hello"]));
    expect((await fetch(upload.url, { method: "POST", body: form })).ok).toBe(true);
    await open(path);
    const files = inPage().getByRole("list", { name: "Files" }).getByRole("listitem");
    await files.filter({ hasText: "Grüße from Lisbon.txt" }).getByText("5 bytes, uploaded").waitFor();
    expect(await files.getByRole("link").count()).toBe(0);
    await text(/^5 bytes of .*, 1 of 1,000 files$/).waitFor();
    await expectWell();
  });
});
