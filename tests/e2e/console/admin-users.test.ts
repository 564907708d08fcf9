import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { QUICK_ANSWERS, startLocalStack } from "../../support/stacks/local-stack.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

/** Its own stack: in the shared one, what is looked for is far down in a long list. */
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);

describeInBrowser("the console's list of users", () => {
  const {
    inPage,
    button,
    link,
    field,
    text,
    heading,
    dialog,
    question,
    row,
    addressOf,
    openAs,
    expectWell,
    choose,
    userOf,
    eventsOf,
  } = useAdminConsole(api, stack);

  test("users are found while typing; filters and the quick look are in the URL; all by keyboard", async () => {
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

  test("users selected with the space bar are disabled together; those that the API refuses are named and stay", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    await openAs(admin.person, "/admin/users");
    // Both begin the same, so that they are neighbours in the list.
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
});
